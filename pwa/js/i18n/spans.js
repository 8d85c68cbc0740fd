// How long something is, in a unit that one can picture.
import { t } from './language.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;
/** Below two of the next unit the smaller one says it better. */
const FEW = 2;

/**
 * @param {number} span_ms In either direction
 * @returns {string} "3 分钟", "8 小时", "365 天", "2 年" / "3 minutes" …
 */
export function spanWords(span_ms) {
  const span = Math.abs(span_ms);
  const count = (/** @type {number} */ unit) => ({ count: Math.round(span / unit) });
  if (span < FEW * HOUR) return t('common.minutes', count(MINUTE));
  if (span < FEW * DAY) return t('common.hours', count(HOUR));
  return span < FEW * YEAR ? t('common.days', count(DAY)) : t('common.years', count(YEAR));
}
