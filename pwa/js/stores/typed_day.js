// What is wrong with a day that was typed at the door.
import { isDay } from '../rules/dates.js';
import { readTyped } from '../rules/typed_date.js';

/** @typedef {'no_such_day' | 'no_day' | 'no_month' | 'unfinished'} Lacking */
/** @typedef {'unfinished' | 'no_such_day' | 'future' | 'past' | 'before_birth'} Wrong */

/** Nobody of whom something is noted today lived or died before. */
const EARLIEST = '1900';
/** How long a year and a month are in writing, and how many digits a day has. */
const YEAR = 4;
const MONTH = 7;
const DIGITS = 8;

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

/**
 * What is wrong with a day that must be known whole, or what of it is still missing.
 *
 * @param {string} text
 * @returns {Lacking | null}
 */
export function lackingOfDay(text) {
  const day = readTyped(text);
  if (!day) return hasWholeDay(text) ? 'no_such_day' : 'unfinished';
  if (!isInCalendar(day)) return 'no_such_day';
  if (day.length === YEAR) return 'no_month';
  return day.length === MONTH ? 'no_day' : null;
}

/** Whether as many digits are typed as a day has. @param {string} text */
export const hasWholeDay = (text) => text.normalize('NFKC').replace(/\D/g, '').length >= DIGITS;

/** @param {string} day Or a month, or a year */
const isInCalendar = (day) => isDay(`${day}-01-01`.slice(0, 10));

/** @param {string} day Or a month, or a year */
const exists = (day) => day >= EARLIEST && isInCalendar(day);

/** As far as both say it: March is not before the 8th of March. @param {string} day @param {string} other */
function isBefore(day, other) {
  const common = Math.min(day.length, other.length);
  return day.slice(0, common) < other.slice(0, common);
}
