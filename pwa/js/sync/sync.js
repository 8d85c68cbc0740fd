// One sync: what waits goes first, then what is new comes.
import { forgetKept } from '../db/entries.js';
import { addDays } from '../rules/dates.js';
import { BrokenSeal } from '../seal/box.js';
import { todayOf } from './clock.js';
import { KEPT_DAYS } from './generation.js';
import { pull } from './pull.js';
import { toSend } from './to_send.js';

/** @typedef {import('./open_store.js').OpenStore} OpenStore */

/**
 * @typedef {object} Told
 * @property {() => Promise<boolean>} hasReads Whether folders were opened that the centre does not know
 *   of; answers when all of them are on disk
 * @property {(waiting: boolean) => void} onReads
 * @property {(phase: 'sending' | 'receiving' | null) => void} onPhase
 * @property {(subjects: Set<string>) => void} onFiled
 * @property {() => void} onFull
 */

/** How often a sync starts anew because of rows that do not open. */
const MOST_TRIES = 2;

/**
 * @param {OpenStore} store
 * @param {import('./session.js').Ask} ask
 * @param {Told} told
 * @returns {() => Promise<void>}
 */
export function createSync(store, ask, told) {
  const send = async () => {
    const reads = await told.hasReads();
    if (!reads && toSend(store.entries, Date.now()).length === 0) return;
    told.onPhase('sending');
    // One that is opened from now on goes with the next push.
    told.onReads(false);
    try {
      // The first list needs none of it: its code comes when there is something to send.
      const { push } = await import('./push.js');
      await push(store, ask, { reads, onFull: told.onFull });
    } catch (error) {
      told.onReads(reads);
      throw error;
    }
  };

  /** @param {boolean} mayStartAnew */
  const pullOrStartAnew = async (mayStartAnew) => {
    try {
      return await pull(store, ask, told.onFiled);
    } catch (error) {
      if (!(error instanceof BrokenSeal && mayStartAnew)) throw error;
      // A row of this phone does not open: what the centre has replaces all that was pulled.
      store.state.cursor = null;
      return false;
    }
  };

  let forgotten = '';
  const forgetOld = async () => {
    const today = todayOf(store.state);
    if (forgotten === today) return;
    await forgetKept(store.db, /** @type {string} */ (addDays(today, -KEPT_DAYS)));
    forgotten = today;
  };

  return async () => {
    try {
      let isWhole = false;
      // What still is not whole then goes on with the next sync.
      for (let tries = 0; !isWhole && tries <= MOST_TRIES; tries += 1) {
        await send();
        // Seldom: its code comes only then.
        if (store.state.offer_since !== null)
          await (await import('./offer_again.js')).offerAgain(store, ask);
        told.onPhase('receiving');
        isWhole = await pullOrStartAnew(tries < MOST_TRIES);
      }
      await forgetOld();
    } finally {
      told.onPhase(null);
    }
  };
}
