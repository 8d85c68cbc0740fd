// The log of opened folders: one line a resident, lane and hour, told to the centre with the
// next push. It never holds up the opening.
import { isFull } from '../db/ballast.js';
import { putRows } from '../db/drafts.js';
import { corrected, instant } from '../sync/clock.js';
import { folderId } from '../sync/open_store.js';
import { inTurn } from '../sync/turns.js';

/** @typedef {import('./work.js').Work} Work */
/** @typedef {{ resident: string, lane: string, hour: string, count: number, reason: string | null }} Read */

/** In characters: docs/sync-protocol.md, section 5. */
const LONGEST_REASON = 100;

/** @param {Work} work */
export function readsLog({ store, here }) {
  /** @type {Map<string, Read>} */
  const hours = new Map();
  const turn = inTurn();

  /** @param {string} id @param {Read} read */
  const put = async (id, read) => {
    try {
      await putRows(store.db, 'reads', [{ id, box: await store.seal('reads', id, read) }]);
    } catch (error) {
      // Nobody is kept from a folder because the phone is full.
      if (!isFull(error)) throw error;
    }
  };
  return {
    /**
     * @param {string} resident
     * @param {string} lane
     * @param {string | null} reason
     */
    async note(resident, lane, reason) {
      const hour = `${instant(corrected(store.state)).slice(0, 13)}:00:00Z`;
      const id = `${folderId(store, resident, lane)}.${hour}`;
      const said = reason?.slice(0, LONGEST_REASON) ?? null;
      const read = hours.get(id) ?? { resident, lane, hour, count: 0, reason: said };
      read.count += 1;
      read.reason ??= said;
      hours.set(id, read);
      here.reads = true;
      await turn(() => put(id, read));
    },
    /** Resolves when every line is on disk. */
    written: () => turn(async () => undefined),
  };
}
