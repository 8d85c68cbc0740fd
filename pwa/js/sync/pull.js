// Takes what is new at the centre, page by page; a page is filed as a whole or not at all.
import { foldIndex } from '../db/index.js';
import { filePage } from '../db/pages.js';
import { offsetOf } from './clock.js';
import { isFinal } from './entry.js';
import { fileLines } from './filing.js';
import { noteGeneration, offerLater } from './generation.js';
import { readPage } from './lines.js';
import { layIndex, layRows } from './open_store.js';
import { sealBase } from './sealing.js';

/** @typedef {import('./filing.js').Filed} Filed */
/** @typedef {import('./lines.js').Page} Page */
/** @typedef {import('./open_store.js').OpenStore} OpenStore */
/** @typedef {import('./session.js').Ask} Ask */

/** Rows of deltas beyond which the index is sealed anew as one. */
const FOLD_BEYOND = 200;
/** Folders that stay open in memory. */
const CONTENTS = 60;

/**
 * Pulls until there is no more. The next page is fetched while this one is sealed.
 *
 * @param {OpenStore} store
 * @param {Ask} ask
 * @param {(subjects: Set<string>) => void} onFiled After each page that has changed something
 * @returns {Promise<boolean>} False when the centre has become another generation meanwhile:
 *   nothing of that page was filed, and the sync starts again; also where it has forgotten what this
 *   phone had sent
 * @throws {import('./transport.js').NoAnswer}
 */
export async function pull(store, ask, onFiled) {
  const answered = new Set(
    store.entries.filter(({ answer }) => isFinal(answer)).map(({ operation }) => operation.id),
  );
  let coming = fetchPage(store, ask, store.state.cursor);
  for (;;) {
    const page = await coming;
    if (noteGeneration(store, page.end.generation)) return false;
    if (page.end.put_back) offerLater(store);
    // Asked for at once; whatever becomes of it, it is awaited below.
    if (page.end.more) coming = settled(fetchPage(store, ask, page.end.cursor));
    if (isNews(store, page)) onFiled(await store.turn(() => file(store, page, answered)));
    else store.state.checked_at = page.end.now;
    if (!page.end.more) return store.state.offer_since === null;
  }
}

/**
 * A promise whose failure is met later, when it is awaited.
 *
 * @template T
 * @param {Promise<T>} promise
 */
function settled(promise) {
  promise.catch(() => undefined);
  return promise;
}

/**
 * @param {OpenStore} store
 * @param {Ask} ask
 * @param {string | null} cursor
 * @returns {Promise<Page>}
 */
async function fetchPage(store, ask, cursor) {
  const heard = await ask('/sync/pull', { json: { cursor } });
  const page = readPage(heard.text);
  store.state.offset_ms = offsetOf(page.end.now, heard.sent_at, heard.received_at);
  return page;
}

/**
 * Whether a page says anything. One that does not costs no write, unless entries have waited
 * for it: then everything that was answered has come.
 *
 * @param {OpenStore} store
 * @param {Page} page
 */
const isNews = ({ state, entries }, { lines, end }) =>
  lines.length > 0 ||
  end.cursor !== state.cursor ||
  !state.complete ||
  entries.some(({ row }) => row.state === 'safe');

/**
 * @param {OpenStore} store
 * @param {Page} page
 * @param {ReadonlySet<string>} answered
 * @returns {Promise<Set<string>>}
 */
async function file(store, page, answered) {
  const filed = await fileLines(store, page, answered);
  await filePage(store.db, filed.filing);
  remember(store, filed);
  if (!page.end.more && store.loose > FOLD_BEYOND) await fold(store);
  return filed.subjects;
}

/** @param {OpenStore} store @param {Filed} filed */
function remember(store, { filing, state, scope, part, entries, lacking, contents, subjects }) {
  const left = store.entries.length - entries.length;
  // What a session or the next page has told meanwhile is newer.
  const { offset_ms, lease_until, staff } = store.state;
  const kept = { offset_ms, lease_until, staff };
  Object.assign(store, { state: { ...state, ...kept }, scope, entries, lacking });
  store.count.open = filing.meta.count.open;
  store.deltas += filing.index.length;
  store.loose += part.length;
  layIndex(store, part);
  for (const [id, content] of contents) {
    if (!content) store.contents.delete(id);
    else if (store.contents.has(id) || entries.some(({ subject }) => subjects.has(subject))) {
      keepContent(store, id, content);
    }
  }
  if (left > 0) {
    store.overlaid.clear();
    for (const entry of entries) layRows(store, entry);
  }
}

/**
 * @param {OpenStore} store
 * @param {string} id
 * @param {import('./open_store.js').FolderContent} content
 */
export function keepContent({ contents }, id, content) {
  contents.delete(id);
  contents.set(id, content);
  if (contents.size > CONTENTS)
    contents.delete(/** @type {string} */ (contents.keys().next().value));
}

/** @param {OpenStore} store */
async function fold(store) {
  await foldIndex(store.db, await sealBase(store), store.deltas);
  store.loose = 0;
}
