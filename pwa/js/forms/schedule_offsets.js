// Distances in time as the schedule writes them: '3m', '4m-1d', '12w6d', '-7d'.
import { addDays, addMonths } from '../rules/dates.js';

/**
 * The day so many days later. No service lies near the years 1 or 9999, where days end.
 *
 * @param {string} date
 * @param {number} count
 */
export const daysOn = (date, count) => /** @type {string} */ (addDays(date, count));

/**
 * The day so many months later, cut to the month's end.
 *
 * @param {string} date
 * @param {number} count
 */
export const monthsOn = (date, count) => /** @type {string} */ (addMonths(date, count));

/** Months and days of one unit. */
const UNITS = /** @type {Record<string, [number, number]>} */ ({
  y: [12, 0],
  m: [1, 0],
  w: [0, 7],
  d: [0, 1],
});

/** @type {Map<string, [number, number]>} */
const known = new Map();

/**
 * @param {string} offset
 * @returns {[months: number, days: number]}
 */
function measure(offset) {
  const found = known.get(offset);
  if (found) return found;
  if (!/^([+-]?\d+[ymwd])+$/.test(offset)) throw new RangeError(`offset ${offset}`);
  /** @type {[number, number]} */
  const length = [0, 0];
  for (const [, count, unit] of offset.matchAll(/([+-]?\d+)([ymwd])/g)) {
    length[0] += Number(count) * UNITS[unit][0];
    length[1] += Number(count) * UNITS[unit][1];
  }
  known.set(offset, length);
  return length;
}

/**
 * The date moved by an offset: months and years first, the day cut to the month's end, then days.
 *
 * @param {string} date
 * @param {string} offset
 * @returns {string}
 * @throws {RangeError} when the offset is not one
 */
export function move(date, offset) {
  const [months, days] = measure(offset);
  return daysOn(months ? monthsOn(date, months) : date, days);
}
