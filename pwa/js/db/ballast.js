// Room that is kept for the day on which the phone is full.
//
// Rows that are deleted free nothing for seconds; a database of its own that is deleted frees
// at once. So this one holds nothing, and goes first.
import { deleteDB, openDB } from 'idb';

import { write } from './transaction.js';

const NAME = 'doorstep.ballast';
const PARTS = 4;
const PART_BYTES = 1024 * 1024;
/** The most that getRandomValues gives at once. */
const RANDOM_BYTES = 65536;

/** The phone is full, also without the ballast. */
export class PhoneFull extends Error {
  constructor() {
    super('no room on this phone');
    this.name = 'PhoneFull';
  }
}

/** @param {unknown} error */
export const isFull = (error) =>
  error instanceof PhoneFull || /** @type {Error} */ (error)?.name === 'QuotaExceededError';

/** Random, so that the storage engine cannot press it to nothing. */
function part() {
  const bytes = new Uint8Array(PART_BYTES);
  for (let at = 0; at < PART_BYTES; at += RANDOM_BYTES) {
    crypto.getRandomValues(bytes.subarray(at, at + RANDOM_BYTES));
  }
  return bytes;
}

/**
 * Sets the room aside, where it is not.
 *
 * @returns {Promise<boolean>} Whether it is there
 */
export async function layBallast() {
  const db = await openDB(NAME, 1, { upgrade: (made) => made.createObjectStore('parts') });
  try {
    if ((await db.count('parts')) < PARTS) {
      await write(db, ['parts'], 'relaxed', (writing) => {
        const parts = writing.objectStore('parts');
        return Promise.all(Array.from({ length: PARTS }, (_, at) => parts.put(part(), at)));
      });
    }
    return true;
  } catch (error) {
    if (!isFull(error)) throw error;
    return false;
  } finally {
    db.close();
  }
}

/** Gives the room up, for entries. */
export const dropBallast = () => deleteDB(NAME);

/**
 * Writes what must not be refused: where the phone is full, the ballast goes first.
 *
 * @template T
 * @param {() => Promise<T>} work Is tried a second time after it aborted as a whole
 * @param {() => void} onFull
 * @returns {Promise<T>}
 * @throws {PhoneFull} when it fails all the same; nothing of it is written
 */
export async function withRoom(work, onFull) {
  try {
    return await work();
  } catch (error) {
    if (!isFull(error)) throw error;
  }
  onFull();
  await dropBallast();
  try {
    return await work();
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new PhoneFull();
  }
}
