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
/** @typedef {import('../sync/entry.js').OutboxEntry} OutboxEntry */
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
  const families = places.map((place) => familyOf(store.entries, place));
  const ids = families.flatMap((family, at) =>
    family.map((subject) => folderId(store, subject, places[at].lane)),
  );
  const unknown = [...new Set(ids)].filter((id) => !store.contents.has(id));
  const rows = unknown.length ? await readFolders(store.db, unknown) : [];
  await Promise.all(
    rows.map(async (row, at) => {
      const content = row ? await store.open('folders', row.id, row.box) : NOT_HERE;
      keepContent(store, unknown[at], content);
    }),
  );
  const by = { actor: store.state.staff.id, today: todayOf(store.state) };
  return places.map(({ subject, lane }, at) => {
    const family = families[at];
    const pulled = family.map((one) =>
      withFeeds(store.contents.get(folderId(store, one, lane))),
    );
    const entries = store.entries.filter(
      (one) => family.includes(one.subject) && one.lane === lane,
    );
    if (family.length === 1) return overlay(pulled[0], entries, forms, by);
    const owners = new Map(
      family.flatMap((one, nth) => pulled[nth].map(({ id }) => [id, one])),
    );
    const seen = overlay(pulled.flat(), entries, forms, by, (entry, id) => {
      if (movedFrom(entry.operation) || !owners.has(id)) owners.set(id, entry.subject);
    });
    return seen.filter(({ id }) => owners.get(id) === subject);
  });
}

/**
 * Whose folders must be laid together: those between which an entry was moved that the centre
 * has not told of yet. Nearly always the one alone.
 *
 * @param {OutboxEntry[]} entries
 * @param {Place} place
 * @returns {string[]} The place's own subject first
 */
function familyOf(entries, { subject, lane }) {
  const moves = entries.filter((one) => one.lane === lane && movedFrom(one.operation));
  const family = new Set([subject]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { subject: to, operation } of moves) {
      const from = /** @type {string} */ (movedFrom(operation));
      if (family.has(from) || family.has(to)) family.add(from).add(to);
    }
  }
  return [...family];
}

/** @param {Operation} operation @returns {string | null} Whose a document was that is moved to another */
const movedFrom = ({ kind, changes }) =>
  (kind === 'move' && changes?.['@resident']?.from) || null;

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
