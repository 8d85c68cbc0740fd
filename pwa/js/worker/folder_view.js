// A folder as one sees it: pulled documents with the outbox laid over them.
import { readFolders } from '../db/folders.js';
import { todayOf } from '../sync/clock.js';
import { archivedDocuments } from '../sync/folder_content.js';
import { folderId } from '../sync/open_store.js';
import { overlay } from '../sync/overlay.js';
import { keepContent } from '../sync/pull.js';
import { archiveContents } from '../sync/sealing.js';

/** @typedef {import('../forms/front_page_documents.js').RecordDocument} RecordDocument */
/** @typedef {import('../forms/front_page_view.js').RecordFacts} RecordFacts */
/** @typedef {import('../sync/open_store.js').FolderContent} FolderContent */
/** @typedef {import('./work.js').Work} Work */

/** A folder's place: whose it is, and in which lane. */
/** @typedef {{ subject: string, lane: string }} Place */

/** A folder that was not pulled: what is in it comes from the outbox. */
const NOT_HERE = { feed: '', generation: '', current: [] };

/**
 * Documents as seen, of several folders: those opened of late are in memory, the others are
 * read in one transaction.
 *
 * @param {Work} work
 * @param {Place[]} places
 * @returns {Promise<FiledDocument[][]>}
 */
export async function seenFolders({ store, forms }, places) {
  const ids = places.map(({ subject, lane }) => folderId(store, subject, lane));
  const unknown = ids.filter((id) => !store.contents.has(id));
  const rows = unknown.length ? await readFolders(store.db, unknown) : [];
  await Promise.all(
    rows.map(async (row, at) => {
      const content = row ? await store.open('folders', row.id, row.box) : NOT_HERE;
      keepContent(store, unknown[at], content);
    }),
  );
  const by = { actor: store.state.staff.id, today: todayOf(store.state) };
  return places.map(({ subject, lane }, at) => {
    const entries = store.entries.filter((one) => one.subject === subject && one.lane === lane);
    return overlay(withFeeds(store.contents.get(ids[at])), entries, forms, by);
  });
}

/** @param {FolderContent | undefined} content @returns {FiledDocument[]} */
const withFeeds = (content) =>
  (content?.current ?? []).map((document) => ({ feed: content?.feed, ...document }));

/**
 * What lies in archive rows: older than what a page is drawn from.
 *
 * @param {Work} work
 * @param {Place} place
 * @returns {Promise<FiledDocument[]>}
 */
export async function archivesOf({ store }, { subject, lane }) {
  return archivedDocuments(await archiveContents(store, folderId(store, subject, lane)));
}

/**
 * A document as forms and front page read it.
 *
 * @param {FiledDocument} document
 * @returns {RecordDocument & { links: Links }}
 */
export const asRecord = ({ id, type, body, links, complete, retired, created_on }) => ({
  id,
  form: type,
  body,
  links,
  finished: complete,
  retired: Boolean(retired),
  created_on,
});

/** @param {FiledDocument} document */
export const isConflict = ({ type }) => type === 'conflict';

/** @param {FiledDocument} document @returns {Conflict} */
export const asConflict = ({ id, body }) => /** @type {Conflict} */ ({ ...body, id });

/**
 * All that front page and index row are made from.
 *
 * @param {object} seen
 * @param {string} seen.subject
 * @param {string} seen.lane
 * @param {string} seen.today
 * @param {FiledDocument[]} seen.own Of the resident's folder, and of the lane's
 * @param {FiledDocument[]} seen.home Of the household's folder
 * @param {string | null} [seen.last_service_on]
 * @returns {RecordFacts | null} Null without the resident's own document
 */
export function factsOf({ subject, lane, today, own, home, last_service_on = null }) {
  const resident = own.find(({ id }) => id === subject);
  if (!resident) return null;
  const household = home.find(({ id }) => id === resident.links.household);
  const records = (/** @type {FiledDocument[]} */ documents) =>
    documents.filter((document) => !isConflict(document)).map(asRecord);
  return {
    today,
    lane,
    resident: asRecord(resident),
    documents: records(own.filter((document) => document !== resident)),
    household: household ? asRecord(household) : null,
    visits: records(home.filter((document) => document !== household)),
    conflicts: [...own, ...home].filter(isConflict).map(asConflict),
    last_service_on,
  };
}
