// Another generation: the centre was restored from a backup and may have forgotten something.
import { addDays } from '../rules/dates.js';
import { todayOf } from './clock.js';

/** @typedef {import('./open_store.js').OpenStore} OpenStore */

/** How long the phone keeps what was acknowledged. */
export const KEPT_DAYS = 30;

/**
 * Takes note of the generation that an answer names. With another one than before everything
 * is pulled from the start, and what was acknowledged of late is offered again; the outbox
 * stays. What was pulled stays readable until it has been replaced.
 *
 * @param {OpenStore} store
 * @param {string} generation
 * @returns {boolean} Whether it is another one
 */
export function noteGeneration(store, generation) {
  const { state } = store;
  if (state.generation === generation) return false;
  const isAnother = state.generation !== null;
  state.generation = generation;
  if (!isAnother) return false;
  state.cursor = null;
  state.complete = false;
  offerLater(store);
  // Numbers of another generation say nothing: what they answered is asked again.
  for (const entry of store.entries) {
    if (entry.row.state === 'safe') entry.answer = null;
  }
  return true;
}

/**
 * What was acknowledged of late is offered again with the next push: the centre may have forgotten it.
 *
 * @param {OpenStore} store
 */
export function offerLater({ state }) {
  state.offer_since = addDays(todayOf(state), -KEPT_DAYS);
}
