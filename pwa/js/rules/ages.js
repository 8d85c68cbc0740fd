// Completed ages in years, months and days, as the norms count them.
import { addMonths, daysBetween, partsOf } from './dates.js';

/**
 * Completed months from birth to a day; null before birth.
 *
 * Who was born on the 31st completes a month on the last day of a shorter one.
 *
 * @param {string} birth
 * @param {string} on
 * @returns {number | null}
 */
export function ageInMonths(birth, on) {
  if (on < birth) return null;
  const from = partsOf(birth);
  const to = partsOf(on);
  const months = (to.year - from.year) * 12 + to.month - from.month;
  const complete = addMonths(birth, months);
  return complete !== null && complete > on ? months - 1 : months;
}

/**
 * Completed years; null before birth. 29 February: a year is complete on 28 February.
 *
 * @param {string} birth
 * @param {string} on
 * @returns {number | null}
 */
export function ageInYears(birth, on) {
  const months = ageInMonths(birth, on);
  return months === null ? null : Math.floor(months / 12);
}

/**
 * Completed days; null before birth.
 *
 * @param {string} birth
 * @param {string} on
 * @returns {number | null}
 */
export const ageInDays = (birth, on) => (on < birth ? null : daysBetween(birth, on));
