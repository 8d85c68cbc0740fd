// What time it is at the centre, as far as the phone can tell.
import { offsetNow } from '../rules/clock_offset.js';
import { todayIn } from '../rules/dates.js';

/** @typedef {import('./open_store.js').StoreState} StoreState */

/**
 * Phone's clock minus the centre's, in milliseconds: half of the way there and back is the
 * network's.
 *
 * @param {string} centreNow
 * @param {number} sentAt
 * @param {number} receivedAt
 */
export const offsetOf = (centreNow, sentAt, receivedAt) =>
  Math.round((sentAt + receivedAt) / 2 - Date.parse(centreNow));

/**
 * The instant of a capture, corrected by the offset measured at the last sync, unless the clock
 * has been set right since.
 *
 * @param {StoreState} state
 * @param {number} [raw] Epoch milliseconds of the phone's clock
 */
export const corrected = (state, raw = Date.now()) => raw - offsetNow(state, raw);

/**
 * As operations carry instants: to the second.
 *
 * @param {number} milliseconds
 */
export const instant = (milliseconds) =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/**
 * The local day in the county.
 *
 * @param {StoreState} state
 */
export const todayOf = (state) => todayIn(state.county.time_zone, corrected(state));
