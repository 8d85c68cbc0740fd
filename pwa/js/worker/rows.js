// Index rows that the phone makes itself: of what is in the outbox, and of days gone by.
import { addDelta } from '../db/index.js';
import { todayOf } from '../sync/clock.js';
import { householdRow } from '../sync/household_row.js';
import { folderId, layIndex } from '../sync/open_store.js';
import { factsOf, seenFolders } from './folder_view.js';
import { readingsOf } from './pinyin.js';
import { isHousehold } from './residents.js';

/** @typedef {import('./work.js').Work} Work */

/** Rows that are made anew between two looks at what else is asked for. */
const AT_ONCE = 20;

/**
 * The row of a resident in a lane, from documents as they are seen.
 *
 * @param {Work} work
 * @param {string} subject
 * @param {string} lane
 * @param {{ own: FiledDocument[], home: FiledDocument[] }} seen
 * @returns {Promise<IndexRow | null>}
 */
export async function rowFrom({ store, records, residents }, subject, lane, { own, home }) {
  const known = residents().people.get(subject);
  const last_service_on = /** @type {any} */ (known)?.last_service_on ?? null;
  const facts = factsOf({
    subject,
    lane,
    today: todayOf(store.state),
    own,
    home,
    last_service_on,
  });
  if (!facts) return null;
  const row = /** @type {IndexRow} */ (await records.indexRow(facts));
  if (lane !== 'record') return row;
  const isSameName = known !== undefined && known.name === row.name && known.readings;
  row.readings = isSameName ? known.readings : await readingsOf(row.name ?? '');
  if (own.find(({ id }) => id === subject)?.rev === 0) row.local = true;
  return row;
}

/**
 * Rows of several residents, each in the lanes that it has on this phone.
 *
 * @param {Work} work
 * @param {Iterable<string>} subjects
 * @returns {Promise<IndexRow[]>}
 */
export async function rowsOf(work, subjects) {
  const rows = [];
  for (const subject of subjects) {
    const person = work.residents().people.get(subject);
    const lanes = (work.residents().lanes.get(subject) ?? []).map(({ lane }) => lane);
    const places = [{ subject, lane: 'record' }];
    if (person?.household) places.push({ subject: person.household, lane: 'record' });
    for (const lane of lanes) places.push({ subject, lane });
    const folders = await seenFolders(work, places);
    const home = person?.household ? folders[1] : [];
    const record = await rowFrom(work, subject, 'record', { own: folders[0], home });
    if (record) rows.push(record);
    for (const [at, lane] of lanes.entries()) {
      const own = [...folders[0], ...folders[places.length - lanes.length + at]];
      const row = await rowFrom(work, subject, lane, { own, home });
      if (row) rows.push(row);
    }
  }
  return rows;
}

/**
 * Makes the rows anew that the outbox lies over, after what they lie on has changed.
 *
 * @param {Work} work
 * @param {Set<string>} subjects Whose folders have changed
 */
export async function relayRows(work, subjects) {
  const { store } = work;
  const isTouched = (/** @type {IndexRow | HouseholdRow} */ row) =>
    subjects.has(row.id) || (!isHousehold(row) && subjects.has(row.household ?? ''));
  const touched = store.entries.flatMap(({ rows }) => rows.filter(isTouched));
  if (touched.length === 0) return;
  const homes = touched.filter(isHousehold).map(({ id }) => id);
  const people = touched.filter((row) => !isHousehold(row)).map(({ id }) => id);
  const rows = [...(await homeRows(work, homes)), ...(await rowsOf(work, new Set(people)))];
  for (const row of rows) {
    store.overlaid.set(folderId(store, row.id, row.lane), row);
    for (const entry of store.entries) {
      entry.rows = entry.rows.map((old) =>
        old.id === row.id && old.lane === row.lane ? row : old,
      );
    }
  }
  work.indexChanged();
}

/** @param {Work} work @param {string[]} households @returns {Promise<HouseholdRow[]>} */
async function homeRows(work, households) {
  const ids = [...new Set(households)];
  const places = ids.map((subject) => ({ subject, lane: 'record' }));
  const folders = await seenFolders(work, places);
  return ids.flatMap((id, at) => {
    const own = folders[at].find((document) => document.id === id);
    const area = work.residents().households.get(id)?.area ?? null;
    return own ? householdRow(own, area) : [];
  });
}

/**
 * Makes rows anew that held until a day that has passed: few each day, many after a week in a
 * drawer. The list stands before this begins.
 *
 * @param {Work} work
 */
export async function renewRows(work) {
  const { store } = work;
  const today = todayOf(store.state);
  const { people } = work.residents();
  const old = [...people.values()].filter((row) => row.holds_until < today).map(({ id }) => id);
  for (let at = 0; at < old.length; at += AT_ONCE) {
    const rows = await rowsOf(work, old.slice(at, at + AT_ONCE));
    await store.turn(() => layRenewed(work, rows));
    work.emit('round', null);
  }
}

/** @param {Work} work @param {IndexRow[]} rows */
async function layRenewed({ store, indexChanged }, rows) {
  /** @type {import('../sync/open_store.js').IndexPart} */
  const part = [];
  for (const row of rows) {
    const folder = folderId(store, row.id, row.lane);
    const pulled = store.index.get(folder);
    if (store.overlaid.has(folder) || !pulled) store.overlaid.set(folder, row);
    else part.push([folder, row, pulled.feed, pulled.differs]);
  }
  if (part.length) {
    const id = store.deltas + 1;
    await addDelta(store.db, { id, box: await store.seal('index', id, part) });
    store.deltas = id;
    store.loose += part.length;
    layIndex(store, part);
  }
  indexChanged();
}
