// What a store knows of itself: its lock, its count of entries, and sealed rows of its state.
import { write } from './transaction.js';

/** @typedef {import('idb').IDBPDatabase} Database */
/** @typedef {import('./transaction.js').Writing} Writing */

/**
 * The running number of this device, and how many of its entries wait for a final answer.
 *
 * @typedef {{ seq: number, open: number }} Count
 */

/**
 * All of it, in one read.
 *
 * @param {Database} db
 * @returns {Promise<Record<string, any>>}
 */
export async function readMeta(db) {
  const reading = db.transaction('meta');
  const [keys, values] = await Promise.all([
    reading.store.getAllKeys(),
    reading.store.getAll(),
  ]);
  return Object.fromEntries(keys.map((key, at) => [String(key), values[at]]));
}

/**
 * @param {Writing} writing
 * @param {Record<string, any>} rows
 */
export const putMeta = (writing, rows) =>
  Promise.all(
    Object.entries(rows).map(([key, value]) => writing.objectStore('meta').put(value, key)),
  );

/**
 * @param {Database} db
 * @param {Record<string, any>} rows
 */
export const writeMeta = (db, rows) =>
  write(db, ['meta'], 'strict', (writing) => putMeta(writing, rows));
