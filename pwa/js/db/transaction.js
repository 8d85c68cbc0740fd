// One transaction: all of it or nothing, and what a full disk does to it.

/** @typedef {import('idb').IDBPDatabase} Database */
/** @typedef {import('idb').IDBPTransaction<any, string[], 'readwrite'>} Writing */
/** @typedef {'strict' | 'relaxed'} Durability */

/**
 * Writes in one transaction. Resolves when it is complete, never at a request's success: a
 * full disk lets every request succeed and aborts afterwards.
 *
 * @param {Database} db
 * @param {string[]} stores
 * @param {Durability} durability
 * @param {(writing: Writing) => Promise<any> | void} work Awaits requests only: IndexedDB
 *   commits a transaction under anything else
 * @throws whatever `work` throws; then nothing is written
 */
export async function write(db, stores, durability, work) {
  const writing = db.transaction(stores, 'readwrite', { durability });
  let isOver = false;
  const over = () => (isOver = true);
  writing.addEventListener('abort', over);
  const ended = writing.done.then(
    () => null,
    (failure) => failure,
  );
  try {
    await work(writing);
  } catch (error) {
    // Still open when it was not a request that failed: given up, nothing of it remains.
    if (!isOver && writing.error === null) writing.abort();
    await ended;
    // Requests that die with their transaction do not say why.
    throw writing.error ?? error;
  }
  const failure = await ended;
  if (failure) throw failure;
}
