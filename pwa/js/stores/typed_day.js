// What is wrong with a day that was typed at the door.
import { isDay } from '../rules/dates.js';
import { readTyped } from '../rules/typed_date.js';

/** @typedef {'unfinished' | 'no_such_day' | 'future' | 'past' | 'before_birth'} Wrong */

/** Nobody of whom something is noted today lived or died before. */
const EARLIEST = '1900';

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
