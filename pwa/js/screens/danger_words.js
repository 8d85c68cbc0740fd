// By when what a danger asks for must be done, in words.
import { monthAndDay } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { addDays } from '../rules/dates.js';

/** Within so many days (docs/record.md, section 11): a report is ours, the rest the norm's 2 weeks. */
const REPORT_DAYS = 1;
const FOLLOW_UP_DAYS = 14;

/**
 * @param {string} action Of the finding
 * @param {string} today
 * @returns {string | null} Null: nothing follows from it
 */
export function followUpWords(action, today) {
  if (action === 'none') return null;
  const isReport = action === 'report';
  const due = addDays(today, isReport ? REPORT_DAYS : FOLLOW_UP_DAYS);
  return t(isReport ? 'danger.report' : 'danger.follow_up', {
    day: monthAndDay(/** @type {string} */ (due)),
  });
}
