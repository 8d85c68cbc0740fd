// A day as people write it at the door: read as far as it goes, and what is wrong with it.
import { isDay } from '../rules/dates.js';

/** @typedef {'unfinished' | 'no_such_day' | 'future' | 'past' | 'before_birth'} Wrong */

/** Nobody of whom something is noted today lived or died before. */
const EARLIEST = '1900';

const DIGITS = /^(\d{4})(?:(\d\d)(\d\d)?)?$/;
const SEPARATED =
  /^(\d{4})(?:[年月./。,，、\s-]+(\d{1,2})(?:[年月./。,，、\s-]+(\d{1,2}))?)?[年月日号\s]*$/;

/**
 * A day, a month or a year, as far as it is written: "2026.11.3", "2026年11月3日", "202611", full-width too.
 *
 * @param {string} text
 * @returns {string | null} "2026-11-03", "2026-11" or "2026", whether there is such a day or not; null: not so far yet
 */
export function readTyped(text) {
  const written = text.normalize('NFKC').trim();
  const found = DIGITS.exec(written) ?? SEPARATED.exec(written);
  if (!found) return null;
  return found
    .slice(1)
    .filter(Boolean)
    .map((part) => part.padStart(2, '0'))
    .join('-');
}

/**
 * What is wrong with a day of death, which may be known by its year or month alone.
 *
 * @param {string} text
 * @param {{ today: string, birth?: string | null }} between
 * @returns {Wrong | null}
 */
export function wrongWithDeath(text, { today, birth }) {
  const day = readTyped(text);
  if (!day) return 'unfinished';
  if (!exists(day)) return 'no_such_day';
  if (isBefore(today, day)) return 'future';
  return birth && isBefore(day, birth) ? 'before_birth' : null;
}

/**
 * What is wrong with a day that is to come, today included.
 *
 * @param {string} text
 * @param {string} today
 * @returns {Wrong | null}
 */
export function wrongWithComing(text, today) {
  const day = readTyped(text);
  if (!day) return 'unfinished';
  if (!exists(day)) return 'no_such_day';
  if (isBefore(day, today)) return 'past';
  return isDay(day) ? null : 'unfinished';
}

/** @param {string} day Or a month, or a year */
const exists = (day) => day >= EARLIEST && isDay(`${day}-01-01`.slice(0, 10));

/** As far as both say it: March is not before the 8th of March. @param {string} day @param {string} other */
function isBefore(day, other) {
  const common = Math.min(day.length, other.length);
  return day.slice(0, common) < other.slice(0, common);
}
