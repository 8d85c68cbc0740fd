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
  const rows = await db.getAll('meta');
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

/**
 * @param {Writing} writing
 * @param {Record<string, any>} rows
 */
export const putMeta = (writing, rows) =>
  Promise.all(
    Object.entries(rows).map(([key, value]) => writing.objectStore('meta').put({ key, value })),
  );

/**
 * @param {Database} db
 * @param {Record<string, any>} rows
 */
export const writeMeta = (db, rows) =>
  write(db, ['meta'], 'strict', (writing) => putMeta(writing, rows));
