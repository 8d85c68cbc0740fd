// Makes of a page what is to be written, all of it sealed, before any transaction is opened.
import { readArchives, readFolders } from '../db/folders.js';
import { arrived } from './arrived.js';
import { todayOf } from './clock.js';
import { countOpen, keptRow } from './entry.js';
import {
  archivedDocuments,
  differencesIn,
  differencesInText,
  keepCurrent,
  putDocument,
  removeDocument,
  standingOf,
  workOn,
} from './folder_content.js';
import { householdRow } from './household_row.js';
import { folderId } from './open_store.js';
import {
  beginSnapshots,
  dropFeed,
  endSnapshots,
  followScope,
  hasStanding,
  isStanding,
} from './scope.js';
import { archiveContents, sealFresh, sealPart, sealWork } from './sealing.js';

/** @typedef {import('./folder_content.js').FolderWork} FolderWork */
/** @typedef {import('./lines.js').Page} Page */
/** @typedef {import('./open_store.js').FolderContent} FolderContent */
/** @typedef {import('./open_store.js').IndexPart} IndexPart */
/** @typedef {import('./open_store.js').OpenStore} OpenStore */
/** @typedef {import('./open_store.js').StoreState} StoreState */
/** @typedef {import('./arrived.js').Seen} Seen */

/**
 * A page on its way to the disk, and what memory becomes once it is there.
 *
 * @typedef {object} Filed
 * @property {import('../db/pages.js').Filing} filing
 * @property {StoreState} state
 * @property {OpenStore['scope']} scope
 * @property {IndexPart} part
 * @property {OpenStore['entries']} entries Those that stay
 * @property {OpenStore['lacking']} lacking
 * @property {Map<string, FolderContent | null>} contents Folders that were read or removed
 * @property {Set<string>} subjects Whose folder has changed
 */

/** The state of one run through the lines. */
export class Reading {
  /** @param {OpenStore} store */
  constructor(store) {
    this.store = store;
    this.state = structuredClone(store.state);
    this.scope = store.scope;
    /** @type {Map<string, FolderWork>} */
    this.works = new Map();
    /** @type {Map<string, { feed: string, current: string, archived: string }>} */
    this.fresh = new Map();
    /** @type {Map<string, IndexPart[number]>} */
    this.index = new Map();
    /** @type {number[]} */
    this.dropped = [];
    /** @type {Set<string>} */
    this.subjects = new Set();
    /** @type {Seen} */
    this.seen = {
      changes: new Map(),
      subjects: new Map(),
      feeds: new Set(),
      complete: new Set(),
    };
    /** @type {Map<string, Finding[]>} */
    this.errors = new Map();
  }

  /** @param {string} subject @param {string} feed */
  folder(subject, feed) {
    const lane = this.state.feeds[feed]?.lane ?? 'record';
    return folderId({ ...this.store, state: this.state }, subject, lane);
  }

  /** The number that rows of a feed carry now. @param {string} code */
  numberOf(code) {
    const feed = this.state.feeds[code];
    if (feed) feed.used = true;
    return feed?.n ?? 0;
  }

  /** @param {string} folder @param {IndexRow | HouseholdRow | null} row @param {string} feed */
  row(folder, row, feed) {
    const differs = this.store.index.get(folder)?.differs ?? [];
    this.index.set(folder, [folder, row, this.numberOf(feed), differs]);
  }
}

/** @param {Json} line */
const subjectOfLine = (line) => line.subject ?? line.id;
const CHANGES = new Set(['document', 'index', 'gone']);

/**
 * @param {OpenStore} store
 * @param {Page} page
 * @param {ReadonlySet<string>} answered Operations that were answered before this pull began
 * @returns {Promise<Filed>}
 */
export async function fileLines(store, { lines, end }, answered) {
  const reading = new Reading(store);
  for (const line of lines) readScope(reading, line);
  await fetchFolders(reading, lines);
  for (const line of lines) readLine(reading, line);
  if (!end.more) reading.dropped.push(...endSnapshots(reading.state));
  if (!end.more) reading.seen.complete = answered;
  reading.seen.feeds = new Set(Object.keys(reading.state.feeds));
  Object.assign(reading.state, {
    cursor: end.cursor,
    generation: end.generation,
    checked_at: end.now,
  });
  await bringBack(reading);
  return sealed(reading);
}

/** @param {Reading} reading @param {Json} line */
function readScope(reading, line) {
  if (line.kind === 'scope') {
    followScope(reading.state, line.feeds);
    reading.scope = { areas: line.areas, staff: line.staff };
  }
  if (line.kind === 'snapshot') beginSnapshots(reading.state, line.feeds);
  if (line.kind === 'drop') reading.dropped.push(...dropFeed(reading.state, line.feed));
}

/**
 * Reads every folder that a change touches, in one transaction.
 *
 * @param {Reading} reading
 * @param {Json[]} lines
 */
async function fetchFolders(reading, lines) {
  const { store, works, state } = reading;
  // What is in memory does not say under which numbers it was filed.
  const isAnew =
    reading.dropped.length > 0 || Object.values(state.feeds).some(({ old }) => old.length > 0);
  const ids = new Map();
  for (const line of lines) {
    if (CHANGES.has(line.kind))
      ids.set(reading.folder(subjectOfLine(line), line.feed), line.feed);
  }
  const unknown = [...ids.keys()].filter((id) => isAnew || !store.contents.has(id));
  const rows = await readFolders(store.db, unknown);
  await Promise.all(
    [...ids].map(async ([id, feed]) => {
      const row = rows[unknown.indexOf(id)];
      const known = row ? await openStanding(reading, row) : store.contents.get(id);
      // A folder that was looked for before it came has no feed yet.
      const content = known?.feed ? structuredClone(known) : emptyContent(feed, state);
      works.set(id, workOn(id, content));
    }),
  );
}

/**
 * What of a folder's row stands.
 *
 * @param {Reading} reading
 * @param {import('../db/folders.js').FolderRow} row
 */
async function openStanding({ store, state }, { id, feeds, box }) {
  if (!hasStanding(state, feeds)) return undefined;
  /** @type {FolderContent} */
  const content = await store.open('folders', id, box);
  return standingOf(content, (feed) => isStanding(state, feeds, feed));
}

/** @param {string} feed @param {StoreState} state @returns {FolderContent} */
const emptyContent = (feed, { generation }) => ({
  feed,
  generation: generation ?? '',
  current: [],
});

/** @param {Reading} reading @param {Json} line */
function readLine(reading, line) {
  if (line.kind === 'resident' || line.kind === 'household') return readSubject(reading, line);
  if (!CHANGES.has(line.kind)) return undefined;
  const { feed, number } = line;
  const subject = subjectOfLine(line);
  const folder = reading.folder(subject, feed);
  reading.seen.changes.set(feed, number);
  reading.subjects.add(subject);
  const work = workFor(reading, folder, feed);
  if (line.kind === 'gone') return removeDocument(work, line);
  if (line.kind === 'index') return readIndexLine(reading, work, line);
  const isSame = work.content.generation === reading.state.generation;
  putDocument(work, line.document, feed, isSame);
  reading.errors.set(line.id, line.document.errors);
  return noteHousehold(reading, folder, line.document, line);
}

/** @param {Reading} reading @param {string} folder @param {string} feed */
function workFor({ works, fresh, state }, folder, feed) {
  const sent = fresh.get(folder);
  if (sent) {
    // Sent whole in this very page and changed since: read after all.
    works.set(
      folder,
      workOn(folder, { ...emptyContent(sent.feed, state), current: JSON.parse(sent.current) }),
    );
    fresh.set(folder, { ...sent, current: '' });
  }
  const work = works.get(folder) ?? workOn(folder, emptyContent(feed, state));
  works.set(folder, work);
  return work;
}

/** @param {Reading} reading @param {FolderWork} work @param {Json} line */
function readIndexLine(reading, work, { feed, index, current, subject_kind }) {
  keepCurrent(work, current);
  if (subject_kind !== 'household') reading.row(work.id, index, feed);
}

/** @param {Reading} reading @param {string} folder @param {FiledDocument} document @param {Json} line */
function noteHousehold(reading, folder, document, { subject, feed }) {
  if (document.id !== subject || !reading.store.isHousehold(document.type)) return;
  const area = reading.state.feeds[feed]?.area ?? null;
  reading.row(folder, householdRow(document, area), feed);
}

/** A subject of a snapshot: filed as it came. @param {Reading} reading @param {Json} line */
function readSubject(reading, line) {
  const { id, feed, number, index, current, archived, kind } = line;
  const folder = reading.folder(id, feed);
  reading.fresh.set(folder, { feed, current, archived });
  reading.works.delete(folder);
  reading.subjects.add(id);
  reading.seen.subjects.set(`${feed} ${id}`, number);
  if (kind === 'resident') reading.row(folder, index, feed);
  else {
    const own = JSON.parse(current).find((/** @type {Json} */ document) => document.id === id);
    if (own) noteHousehold(reading, folder, own, { subject: id, feed });
  }
}

/**
 * Documents that have become current again lie in an archive row of this phone.
 *
 * @param {Reading} reading
 */
async function bringBack({ store, state, works }) {
  for (const work of works.values()) {
    if (work.wanted.size === 0) continue;
    const archived = archivedDocuments(
      await archiveContents(store, work.id, ({ feeds }) => hasStanding(state, feeds)),
    );
    work.content.current.push(...archived.filter(({ id }) => work.wanted.has(id)));
  }
}

/**
 * @param {Reading} reading
 * @returns {Promise<Filed>}
 */
async function sealed(reading) {
  const { store, state, scope, works, fresh, index, seen, errors } = reading;
  const removed = await removalsFrom(reading);
  /** @type {Map<string, FolderContent | null>} */
  const contents = new Map(removed.changed.map((id) => [id, null]));
  const empty = [...works.values()].filter(({ content }) => content.current.length === 0);
  for (const { id } of empty) index.set(id, [id, null, 0]);
  const full = [...works.values()].filter(({ content }) => content.current.length > 0);
  for (const { content } of full) content.generation = state.generation ?? '';
  const goneArchives = await archivesOf(store, empty);
  const rows = await Promise.all([
    ...full.map((work) => sealWork(reading, work)),
    ...[...fresh].map(([id, sent]) => sealFresh(reading, id, sent)),
  ]);
  for (const { id, content } of full) contents.set(id, content);
  for (const { id } of empty) contents.set(id, null);
  for (const id of fresh.keys()) if (!works.has(id)) contents.set(id, null);
  const leaving = new Set(arrived(store.entries, seen));
  const entries = store.entries.filter((entry) => !leaving.has(entry));
  const lacking = mendedLacking(store.lacking, errors);
  noteDifferences(reading);
  const part = [...index.values()];
  return {
    filing: {
      folders: [...removed.folders, ...rows.flatMap(({ folder }) => folder ?? [])],
      archives: [...removed.archives, ...rows.flatMap(({ archive }) => archive ?? [])],
      goneFolders: [...removed.goneFolders, ...empty.map(({ id }) => id)],
      goneArchives: [...removed.goneArchives, ...goneArchives],
      index: part.length ? [await sealPart(store, store.deltas + 1, part)] : [],
      kept: [...leaving].map(keptRow(todayOf(state))),
      meta: {
        state: await store.seal('meta', 'state', state),
        ...(scope !== store.scope && { scope: await store.seal('meta', 'scope', scope) }),
        ...(lacking !== store.lacking && {
          lacking: await store.seal('meta', 'lacking', lacking),
        }),
        count: { ...store.count, open: countOpen(entries) },
      },
    },
    state,
    scope,
    part,
    entries,
    lacking,
    contents,
    subjects: reading.subjects,
  };
}

/** Most pages take nothing away: the code that does comes with the first that does. @param {Reading} reading */
async function removalsFrom(reading) {
  if (reading.dropped.length === 0)
    return { folders: [], archives: [], goneFolders: [], goneArchives: [], changed: [] };
  return (await import('./removals.js')).removalsOf(reading);
}

/**
 * Which conflicts of the folders that this page brings are open: lists and counts need no folder.
 *
 * @param {Reading} reading
 */
function noteDifferences({ store, index, works, fresh }) {
  const found = new Map([...fresh].map(([id, sent]) => [id, differencesInText(sent.current)]));
  for (const [id, { content }] of works) found.set(id, differencesIn(content.current));
  for (const [id, differs] of found) {
    const known = store.index.get(id);
    const [, row, feed] = index.get(id) ?? [id, known?.row, known?.feed ?? 0];
    if (row && differs.join() !== known?.differs.join())
      index.set(id, [id, row, feed, differs]);
  }
}

/** A folder that is no more takes its archives with it. @param {OpenStore} store @param {FolderWork[]} works */
async function archivesOf({ db }, works) {
  const rows = await Promise.all(works.map(({ id }) => readArchives(db, id)));
  return rows.flat().map(({ id }) => id);
}

/** @param {OpenStore['lacking']} lacking @param {Map<string, Finding[]>} errors */
function mendedLacking(lacking, errors) {
  const mended = Object.keys(lacking).filter((id) => errors.get(id)?.length === 0);
  if (mended.length === 0) return lacking;
  return Object.fromEntries(Object.entries(lacking).filter(([id]) => !mended.includes(id)));
}
