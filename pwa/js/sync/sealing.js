// Rows of folders, archives and index as they lie on the disk: sealed, with the numbers of their feeds.
import { readArchives } from '../db/folders.js';
import { BASE } from '../db/index.js';
import { newId } from '../rules/document_id.js';
import { feedsOf } from './folder_content.js';

/** @typedef {import('./filing.js').Reading} Reading */
/** @typedef {import('./folder_content.js').FolderWork} FolderWork */
/** @typedef {import('./open_store.js').FolderContent} FolderContent */
/** @typedef {import('./open_store.js').IndexPart} IndexPart */
/** @typedef {import('./open_store.js').OpenStore} OpenStore */

/**
 * @param {OpenStore} store
 * @param {string} folder
 * @param {(row: import('../db/folders.js').FolderRow) => boolean} [isWanted]
 * @returns {Promise<FolderContent[]>}
 */
export async function archiveContents({ db, open }, folder, isWanted = () => true) {
  const rows = (await readArchives(db, folder)).filter(isWanted);
  return Promise.all(rows.map(({ id, box }) => open('archives', id, box)));
}

/** @param {OpenStore} store @param {number} id @param {IndexPart} part */
export const sealPart = async (store, id, part) => ({
  id,
  box: await store.seal('index', id, part),
});

/**
 * The numbers of the feeds from which a content came.
 *
 * @param {Reading} reading
 * @param {FolderContent} content
 */
const numbersOf = (reading, content) =>
  [...feedsOf(content)].map((feed) => reading.numberOf(feed));

/** @typedef {{ folder?: import('../db/folders.js').FolderRow, archive?: import('../db/folders.js').FolderRow }} SealedFolder */

/**
 * @param {Reading} reading
 * @param {FolderWork} work
 * @returns {Promise<SealedFolder>}
 */
export async function sealWork(reading, { id, content, archived, gone }) {
  const { store, fresh } = reading;
  const feeds = numbersOf(reading, content);
  const folder = { id, feeds, box: await store.seal('folders', id, content) };
  const sent = fresh.get(id)?.archived;
  const older = [...archived, ...(sent ? JSON.parse(sent) : [])];
  if (older.length + gone.length === 0) return { folder };
  const archive = { ...content, current: older, gone };
  return {
    folder,
    archive: await sealArchive(store, id, numbersOf(reading, archive), archive),
  };
}

/**
 * @param {Reading} reading
 * @param {string} id
 * @param {{ feed: string, current: string, archived: string }} sent Texts that nobody has read
 * @returns {Promise<SealedFolder>}
 */
export async function sealFresh(reading, id, { feed, current, archived }) {
  if (current === '') return {};
  const { store, state } = reading;
  const feeds = [reading.numberOf(feed)];
  const head = `{"feed":${JSON.stringify(feed)},"generation":${JSON.stringify(state.generation ?? '')},"current":`;
  const folder = { id, feeds, box: await store.seal('folders', id, `${head}${current}}`) };
  if (archived === '[]') return { folder };
  return { folder, archive: await sealArchive(store, id, feeds, `${head}${archived}}`) };
}

/** @param {OpenStore} store @param {string} folder @param {number[]} feeds @param {FolderContent | string} content */
async function sealArchive(store, folder, feeds, content) {
  const id = `${folder}/${newId()}`;
  return { id, feeds, box: await store.seal('archives', id, content) };
}

/**
 * The whole index as one base.
 *
 * @param {OpenStore} store
 */
export function sealBase(store) {
  /** @type {IndexPart} */
  const part = [...store.index].map(([folder, { row, feed, differs }]) => [
    folder,
    row,
    feed,
    differs,
  ]);
  return sealPart(store, BASE, part);
}
