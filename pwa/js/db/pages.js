// A page of a pull: rows, index and cursor in one transaction, so that none is ahead.
import { moveToKept } from './entries.js';
import { putMeta } from './meta.js';
import { write } from './transaction.js';

/** @typedef {import('idb').IDBPDatabase} Database */
/** @typedef {import('./folders.js').FolderRow} FolderRow */
/** @typedef {import('./index.js').IndexBox} IndexBox */

const STORES = ['folders', 'archives', 'index', 'outbox', 'kept', 'meta'];

/**
 * @typedef {object} Filing
 * @property {FolderRow[]} folders
 * @property {FolderRow[]} archives
 * @property {string[]} goneFolders
 * @property {string[]} goneArchives
 * @property {IndexBox[]} index
 * @property {import('./entries.js').KeptRow[]} kept Seen in the feed: they leave the outbox
 * @property {Record<string, any>} meta The cursor among it
 */

/**
 * Relaxed: what the centre has can be pulled again.
 *
 * @param {Database} db
 * @param {Filing} filing
 */
export const filePage = (db, filing) =>
  write(db, STORES, 'relaxed', (writing) => {
    const [folders, archives, index] = [
      writing.objectStore('folders'),
      writing.objectStore('archives'),
      writing.objectStore('index'),
    ];
    return Promise.all([
      ...filing.folders.map((row) => folders.put(row)),
      ...filing.goneFolders.map((id) => folders.delete(id)),
      ...filing.archives.map((row) => archives.put(row)),
      ...filing.goneArchives.map((id) => archives.delete(id)),
      ...filing.index.map((box) => index.put(box)),
      ...moveToKept(writing, filing.kept),
      putMeta(writing, filing.meta),
    ]);
  });
