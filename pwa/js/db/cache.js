// What can be read on this phone, dropped as a whole: after too many wrong PINs, or a revocation.
import { write } from './transaction.js';

/** @typedef {import('idb').IDBPDatabase} Database */

/**
 * Drops folders, index, drafts and the wrapped key. The outbox stays: its letters are for the
 * county, and nobody needs the PIN for them.
 *
 * @param {Database} db
 */
export const dropCache = (db) =>
  write(
    db,
    ['folders', 'archives', 'index', 'drafts', 'reads', 'kept', 'meta'],
    'strict',
    (writing) =>
      Promise.all([
        ...['folders', 'archives', 'index', 'drafts', 'reads', 'kept'].map((store) =>
          writing.objectStore(store).clear(),
        ),
        ...['lock', 'state', 'scope', 'day', 'lacking'].map((key) =>
          writing.objectStore('meta').delete(key),
        ),
      ]),
  );
