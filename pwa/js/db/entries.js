// The outbox: entries in the order of their running number, and what was acknowledged of late.
import { putMeta } from './meta.js';
import { write } from './transaction.js';

/** @typedef {import('idb').IDBPDatabase} Database */
/** @typedef {import('./meta.js').Count} Count */
/** @typedef {import('../seal/bytes.js').Bytes} Bytes */

/**
 * @typedef {object} EntryRow
 * @property {number} seq
 * @property {'waiting' | 'held' | 'rejected' | 'safe'} state
 * @property {Bytes} box Sealed for this phone
 * @property {Bytes} letter Sealed for the county
 * @property {string} operation Its id: the letter is bound to it
 * @property {Bytes} [answer] Sealed
 */

/** @typedef {Pick<EntryRow, 'seq' | 'box'> & { day: string }} KeptRow */

/** Another tab has counted on: what was numbered must be numbered anew. */
export class CountMoved extends Error {
  /** @param {Count} count What stands */
  constructor(count) {
    super(`the count stands at ${count.seq}`);
    this.name = 'CountMoved';
    this.count = count;
  }
}

/** @returns {Count} */
export const noCount = () => ({ seq: 0, open: 0 });

/**
 * @param {Database} db
 * @returns {Promise<EntryRow[]>} Oldest first
 */
export const readOutbox = (db) => db.getAll('outbox');

/**
 * Writes entries, their count, and what goes with them, on disk or not at all.
 *
 * @param {Database} db
 * @param {object} written
 * @param {EntryRow[]} written.rows Numbered from `before` on
 * @param {Count} written.before What the count was when they were numbered
 * @param {Count} written.after
 * @param {Record<string, any>} [written.meta]
 * @param {string[]} [written.drafts] Ids of drafts that have become entries
 * @throws {CountMoved} and nothing is written
 */
export const addEntries = (db, { rows, before, after, meta = {}, drafts = [] }) =>
  write(db, ['outbox', 'meta', 'drafts'], 'strict', async (writing) => {
    const standing = (await writing.objectStore('meta').get('count'))?.value ?? noCount();
    if (standing.seq !== before.seq) throw new CountMoved(standing);
    await Promise.all([
      ...rows.map((row) => writing.objectStore('outbox').add(row)),
      ...drafts.map((id) => writing.objectStore('drafts').delete(id)),
      putMeta(writing, { ...meta, count: after }),
    ]);
  });

/**
 * Files the answers of a push: an entry leaves the outbox only in the transaction that keeps
 * it among the acknowledged.
 *
 * @param {Database} db
 * @param {object} answered
 * @param {EntryRow[]} answered.rows With their answers
 * @param {KeptRow[]} answered.kept Leave the outbox
 * @param {string[]} answered.reads Told to the centre
 * @param {Record<string, any>} answered.meta
 */
export const fileAnswers = (db, { rows, kept, reads, meta }) =>
  write(db, ['outbox', 'kept', 'reads', 'meta'], 'strict', (writing) =>
    Promise.all([
      ...rows.map((row) => writing.objectStore('outbox').put(row)),
      ...moveToKept(writing, kept),
      ...reads.map((id) => writing.objectStore('reads').delete(id)),
      putMeta(writing, meta),
    ]),
  );

/**
 * @param {import('./transaction.js').Writing} writing
 * @param {KeptRow[]} kept
 * @returns {Promise<any>[]}
 */
export const moveToKept = (writing, kept) =>
  kept.flatMap((row) => [
    writing.objectStore('kept').put(row),
    writing.objectStore('outbox').delete(row.seq),
  ]);

/**
 * Acknowledged entries since a day, oldest first.
 *
 * @param {Database} db
 * @param {string} day
 * @returns {Promise<KeptRow[]>}
 */
export const readKept = (db, day) =>
  db.getAllFromIndex('kept', 'day', IDBKeyRange.lowerBound(day));

/**
 * Forgets what was acknowledged before a day.
 *
 * @param {Database} db
 * @param {string} day
 */
export async function forgetKept(db, day) {
  const before = IDBKeyRange.upperBound(day, true);
  const old = await db.getAllKeysFromIndex('kept', 'day', before);
  if (old.length === 0) return;
  await write(db, ['kept'], 'relaxed', (writing) =>
    Promise.all(old.map((seq) => writing.objectStore('kept').delete(seq))),
  );
}
