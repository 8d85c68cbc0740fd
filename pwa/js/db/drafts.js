// Drafts and the log of opened folders: sealed rows that never block anything.
import { write } from './transaction.js';

/** @typedef {import('idb').IDBPDatabase} Database */
/** @typedef {{ id: string, box: import('../seal/bytes.js').Bytes }} SealedRow */

/**
 * Relaxed: a power cut may cost the last seconds of typing, a killed app costs nothing.
 *
 * @param {Database} db
 * @param {'drafts' | 'reads'} store
 * @param {SealedRow[]} rows
 */
export const putRows = (db, store, rows) =>
  write(db, [store], 'relaxed', (writing) =>
    Promise.all(rows.map((row) => writing.objectStore(store).put(row))),
  );

/**
 * @param {Database} db
 * @param {'drafts' | 'reads'} store
 * @returns {Promise<SealedRow[]>}
 */
export const readRows = (db, store) => db.getAll(store);

/**
 * @param {Database} db
 * @param {string} id
 * @returns {Promise<SealedRow | undefined>}
 */
export const readDraft = (db, id) => db.get('drafts', id);

/**
 * @param {Database} db
 * @param {string} id
 */
export const removeDraft = (db, id) =>
  write(db, ['drafts'], 'relaxed', (writing) => writing.objectStore('drafts').delete(id));
