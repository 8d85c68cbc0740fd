// One person's store while it is unlocked: what is in memory, and how its rows are sealed.
import { noCount, readOutbox } from '../db/entries.js';
import { BASE, readIndex } from '../db/index.js';
import { openText, seal } from '../seal/box.js';
import { entryOf } from './entry.js';
import { inTurn } from './turns.js';

/** @typedef {import('../db/entries.js').EntryRow} EntryRow */
/** @typedef {import('../db/meta.js').Count} Count */
/** @typedef {import('../seal/bytes.js').Bytes} Bytes */
/** @typedef {import('./entry.js').OutboxEntry} OutboxEntry */

/**
 * What the store knows of its place: sealed, since lanes and areas say something too.
 *
 * `feeds`: feed -> its number in this store (rows carry the number, never the name); `used`:
 * rows carry it; `old`: numbers of what it was before it was sent anew.
 *
 * @typedef {object} StoreState
 * @property {{ id: string, name: string, role: string }} staff
 * @property {{ name: string, time_zone: string, lease_days: number, key_id: string, public_key: JsonWebKey }} county
 * @property {string | null} cursor
 * @property {string | null} generation
 * @property {Record<string, { n: number, area: string, lane: string, used: boolean, old: number[] }>} feeds
 * @property {string[]} lanes Their places are the lanes' numbers in the ids of folders
 * @property {number} nextFeed
 * @property {boolean} complete Whether a pull has come to its end
 * @property {number | null} offset_ms
 * @property {string | null} lease_until
 * @property {string | null} acknowledged_at
 * @property {string | null} checked_at
 * @property {string | null} offer_since Acknowledged entries of this day and later are offered again
 */

/**
 * @typedef {object} OpenStore
 * @property {import('idb').IDBPDatabase} db
 * @property {string} device
 * @property {CryptoKey} signingKey
 * @property {import('../seal/county.js').Writer} writeLetter
 * @property {(store: string, id: string | number, value: string | Json) => Promise<Bytes>} seal
 *   A text is sealed as it is, everything else as JSON
 * @property {(store: string, id: string | number, box: Bytes) => Promise<any>} open
 * @property {Count} count
 * @property {StoreState} state
 * @property {{ areas: Json[], staff: Json[] }} scope
 * @property {Record<string, Lacking>} lacking Documents that their author left incomplete
 * @property {Day} day
 * @property {OutboxEntry[]} entries Oldest first
 * @property {Map<string, IndexEntry>} index By folder id: what was pulled
 * @property {Map<string, IndexRow | HouseholdRow>} overlaid By folder id: with the outbox laid over it
 * @property {number} deltas The newest delta's number
 * @property {number} loose How many rows of deltas wait to be folded in
 * @property {<T>(work: () => Promise<T>) => Promise<T>} turn One after the other: what is read
 *   from memory and written to disk and memory again
 * @property {(form: string) => boolean} isHousehold Whether a document of this form is a household
 * @property {Map<string, FolderContent>} contents Folders opened of late, by id
 */

/**
 * What a folder's row holds. Documents that came from another feed name it themselves.
 *
 * @typedef {object} FolderContent
 * @property {string} feed
 * @property {string} generation
 * @property {FiledDocument[]} current
 * @property {{ id: string, rev: number }[]} [gone] Of an archive row: removed documents
 */

/**
 * `differs`: ids of the conflicts of the folder that are open at the centre.
 *
 * @typedef {{ row: IndexRow | HouseholdRow, feed: number, differs: string[] }} IndexEntry
 */
/** @typedef {{ subject: string, lane: string, form: string, errors: Finding[], seq: number }} Lacking */
/**
 * What was done on this phone on a day, so that it sinks in the list.
 *
 * @typedef {object} Day
 * @property {string} on
 * @property {Record<string, string[]>} done Resident -> forms finished
 * @property {Record<string, string>} tried Resident -> what came of knocking
 * @property {Record<string, string>} again Resident -> the day on which one comes again
 */

/** @param {string} on @returns {Day} A day on which nothing was done yet */
export const dayOn = (on) => ({ on, done: {}, tried: {}, again: {} });

/** @param {StoreState['staff']} staff @param {StoreState['county']} county @returns {StoreState} */
export const newState = (staff, county) => ({
  staff,
  county,
  cursor: null,
  generation: null,
  feeds: {},
  lanes: ['record'],
  nextFeed: 1,
  complete: false,
  offset_ms: null,
  lease_until: null,
  acknowledged_at: null,
  checked_at: null,
  offer_since: null,
});

/** @param {CryptoKey} key */
export const sealerOf = (key) => ({
  /** @type {OpenStore['seal']} */
  seal: (store, id, value) =>
    seal(key, store, id, typeof value === 'string' ? value : JSON.stringify(value)),
  /** @type {OpenStore['open']} */
  open: async (store, id, box) => JSON.parse(await openText(key, store, id, box)),
});

/**
 * Opens all that lists and searches need: with the rows of `meta` at hand, two reads.
 *
 * @param {Pick<OpenStore, 'db' | 'device' | 'signingKey' | 'writeLetter' | 'seal' | 'open' | 'isHousehold'>} opened
 * @param {StoreState} state
 * @param {Record<string, any>} meta
 * @returns {Promise<OpenStore>}
 */
export async function loadStore(opened, state, meta) {
  const { db, open } = opened;
  /** @param {string} key @param {any} otherwise */
  const sealed = (key, otherwise) => (meta[key] ? open('meta', key, meta[key]) : otherwise);
  const [boxes, rows] = await Promise.all([readIndex(db), readOutbox(db)]);
  const [scope, lacking, day, entries, parts] = await Promise.all([
    sealed('scope', { areas: [], staff: [] }),
    sealed('lacking', {}),
    sealed('day', dayOn('')),
    Promise.all(rows.map((row) => entryOf(row, open))),
    Promise.all(boxes.map(({ id, box }) => open('index', id, box))),
  ]);
  const last = boxes.at(-1)?.id ?? BASE;
  /** @type {OpenStore} */
  const store = {
    ...opened,
    state,
    count: meta.count ?? noCount(),
    scope,
    lacking,
    day,
    entries,
    index: new Map(),
    overlaid: new Map(),
    deltas: last,
    loose: 0,
    turn: inTurn(),
    contents: new Map(),
  };
  for (const [at, part] of parts.entries()) {
    layIndex(store, part);
    if (boxes[at].id !== BASE) store.loose += part.length;
  }
  for (const entry of entries) layRows(store, entry);
  return store;
}

/**
 * A part of the index as it is sealed: rows by folder id, null where a folder has gone.
 *
 * @typedef {[folder: string, row: IndexRow | HouseholdRow | null, feed: number, differs?: string[]][]} IndexPart
 */

/**
 * @param {OpenStore} store
 * @param {IndexPart} part
 */
export function layIndex(store, part) {
  for (const [folder, row, feed, differs = []] of part) {
    if (row) store.index.set(folder, { row, feed, differs });
    else store.index.delete(folder);
  }
}

/**
 * @param {OpenStore} store
 * @param {OutboxEntry} entry
 */
export function layRows(store, entry) {
  for (const row of entry.rows) store.overlaid.set(folderId(store, row.id, row.lane), row);
}

/**
 * The id of a folder's row: what a lane is called stands nowhere unsealed.
 *
 * @param {OpenStore} store
 * @param {string} subject
 * @param {string} lane
 */
export function folderId({ state }, subject, lane) {
  let number = state.lanes.indexOf(lane);
  if (number < 0) number = state.lanes.push(lane) - 1;
  return `${subject}.${number}`;
}

/**
 * Every row that lists show: pulled, with the outbox over it.
 *
 * @param {Pick<OpenStore, 'index' | 'overlaid'>} store
 * @returns {Map<string, IndexRow | HouseholdRow>}
 */
export function rowsSeen(store) {
  const seen = new Map();
  for (const [folder, { row }] of store.index) seen.set(folder, row);
  for (const [folder, row] of store.overlaid) seen.set(folder, row);
  return seen;
}
