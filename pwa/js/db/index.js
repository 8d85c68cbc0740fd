// The sealed index: one base, and deltas laid over it in the order of their numbers.
import { write } from './transaction.js';

/** @typedef {import('idb').IDBPDatabase} Database */
/** @typedef {{ id: number, box: import('../seal/bytes.js').Bytes }} IndexBox */

/** The base's number; deltas count from 1 and never start again. */
export const BASE = 0;

/**
 * @param {Database} db
 * @returns {Promise<IndexBox[]>} The base first, then deltas, oldest first
 */
export const readIndex = (db) => db.getAll('index');

/**
 * @param {Database} db
 * @param {IndexBox} delta
 */
export const addDelta = (db, delta) =>
  write(db, ['index'], 'relaxed', (writing) => writing.objectStore('index').put(delta));

/**
 * Replaces base and deltas by one base that holds them all.
 *
 * @param {Database} db
 * @param {IndexBox} base
 * @param {number} upTo The newest delta that is in it
 */
export const foldIndex = (db, base, upTo) =>
  write(db, ['index'], 'relaxed', (writing) => {
    const index = writing.objectStore('index');
    return Promise.all([index.delete(IDBKeyRange.bound(BASE + 1, upTo)), index.put(base)]);
  });
