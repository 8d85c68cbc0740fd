// The day a question is asked on, which remembers when its answer may be another one.

/**
 * @typedef {object} Clock
 * @property {string} today  Local day as text
 * @property {(date: string) => boolean} reached  Whether the date is today or behind us
 * @property {() => string | null} next  The first later day it was asked about: until then
 *   every answer given so far stays as it is
 */

/**
 * A clock for one day. Whoever compares dates with today asks it, so that nobody has to try
 * all days of a year to find out how long an answer holds.
 *
 * @param {string} today
 * @returns {Clock}
 */
export function clockOf(today) {
  /** @type {string | null} */
  let soonest = null;
  return {
    today,
    reached(date) {
      if (date <= today) return true;
      if (soonest === null || date < soonest) soonest = date;
      return false;
    },
    next: () => soonest,
  };
}
