// Sealed folders, one current row per subject and lane, and archive rows that are only appended.

/** @typedef {import('idb').IDBPDatabase} Database */
/** @typedef {import('../seal/bytes.js').Bytes} Bytes */

/**
 * `feeds`: numbers that this store gave the feeds its documents came from; what they stand for
 * is sealed, since a lane's name would say what somebody suffers from.
 *
 * @typedef {{ id: string, feeds: number[], box: Bytes }} FolderRow
 */

/**
 * Several folders in one transaction, in the order asked for.
 *
 * @param {Database} db
 * @param {string[]} ids
 * @returns {Promise<(FolderRow | undefined)[]>}
 */
export function readFolders(db, ids) {
  const { store } = db.transaction('folders');
  return Promise.all(ids.map((id) => store.get(id)));
}

/**
 * @param {Database} db
 * @param {'folders' | 'archives'} store
 * @param {number} feed
 * @returns {Promise<FolderRow[]>}
 */
export const readOfFeed = (db, store, feed) => db.getAllFromIndex(store, 'feeds', feed);

/**
 * @param {Database} db
 * @param {string} folder
 * @returns {Promise<FolderRow[]>}
 */
export const readArchives = (db, folder) =>
  db.getAll('archives', IDBKeyRange.bound(`${folder}/`, `${folder}/\uffff`));
