// What leaves the phone: rows of feeds that are no longer in scope, or were sent anew without them.
import { readOfFeed } from '../db/folders.js';
import { standingOf } from './folder_content.js';
import { isStanding } from './scope.js';

/** @typedef {import('../db/folders.js').FolderRow} FolderRow */
/** @typedef {import('./filing.js').Reading} Reading */

/**
 * @typedef {object} Removals
 * @property {FolderRow[]} folders Rows that stay without what has left
 * @property {FolderRow[]} archives
 * @property {string[]} goneFolders Ids
 * @property {string[]} goneArchives
 * @property {string[]} changed Ids of all the folders among them
 */

/**
 * A row in which another feed has documents too keeps those. Rows of the lists go with the feed
 * that they came from.
 *
 * @param {Reading} reading Its index is changed
 * @returns {Promise<Removals>}
 */
export async function removalsOf(reading) {
  const { store, index, fresh, works } = reading;
  const dropped = new Set(reading.dropped);
  const [folders, archives] = [
    await reduced(reading, 'folders', dropped, (id) => fresh.has(id) || works.has(id)),
    await reduced(reading, 'archives', dropped, () => false),
  ];
  for (const [folder, { feed }] of store.index) {
    // What this page itself brings stays.
    if (dropped.has(feed) && !index.has(folder)) index.set(folder, [folder, null, 0]);
  }
  return {
    folders: folders.rows,
    archives: archives.rows,
    goneFolders: folders.gone,
    goneArchives: archives.gone,
    changed: [...folders.gone, ...folders.rows.map(({ id }) => id)],
  };
}

/**
 * @param {Reading} reading
 * @param {'folders' | 'archives'} name
 * @param {ReadonlySet<number>} dropped
 * @param {(id: string) => boolean} isWritten Whether this page writes the row anyway
 */
async function reduced({ store, state }, name, dropped, isWritten) {
  /** @type {Map<string, FolderRow>} */
  const touched = new Map();
  for (const number of dropped)
    for (const row of await readOfFeed(store.db, name, number)) touched.set(row.id, row);
  const rows = [];
  const gone = [];
  for (const { id, feeds, box } of touched.values()) {
    if (isWritten(id)) continue;
    const left = feeds.filter((number) => !dropped.has(number));
    if (left.length === 0) gone.push(id);
    else {
      const content = standingOf(await store.open(name, id, box), (feed) =>
        isStanding(state, feeds, feed),
      );
      rows.push({ id, feeds: left, box: await store.seal(name, id, content) });
    }
  }
  return { rows, gone };
}
