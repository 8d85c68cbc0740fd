// Keeps what a person has entered: operations, their consequences and their rows, in one strict
// transaction that takes the draft with it. First on disk, then on screen.
import { addEntries, CountMoved } from '../db/entries.js';
import { withRoom } from '../db/ballast.js';
import { laneOf } from '../forms/front_page_documents.js';
import { countOpen } from '../sync/entry.js';
import { householdRow } from '../sync/household_row.js';
import { layRows } from '../sync/open_store.js';
import { inPlaceOf, operationOf, subjectOf } from '../sync/operation.js';
import { lay } from '../sync/overlay.js';
import { bring } from './consequences.js';
import { dayAfter } from './day.js';
import { LaidFolders } from './laid_folders.js';
import { forgetDraft, rowOfDraft } from './drafts.js';
import { followMoved } from './moved_drafts.js';
import { rowFrom } from './rows.js';

/** @typedef {import('../sync/entry.js').OutboxEntry} OutboxEntry */
/** @typedef {import('./consequences.js').Written} Written */
/** @typedef {import('./work.js').Work} Work */

/**
 * @param {Work} work
 * @param {Keeping[]} keepings
 * @param {{ draft?: { document: string, form: string } }} [options]
 * @returns {Promise<Kept>}
 * @throws {import('../db/ballast.js').PhoneFull} nothing is written, the draft stays
 */
export function keep(work, keepings, { draft } = {}) {
  return work.store.turn(async () => {
    const laid = new LaidFolders(work);
    /** @type {Written[]} */
    const written = [];
    for (const keeping of keepings) written.push(...(await write(laid, keeping)));
    const rows = await rowsAfter(laid);
    const row = draft && (await rowOfDraft(work, draft));
    const drafts = row ? [row] : [];
    const entries = await file(work, written, rows, drafts);
    if (draft) forgetDraft(work, draft);
    remember(work, entries);
    if (keepings.some(({ kind }) => kind === 'move') && work.here.drafts?.size !== 0)
      await followMoved(work);
    return {
      operations: entries.map(({ operation }) => operation.id),
      seqs: entries.map(({ seq }) => seq),
      consequences: entries
        .filter(({ operation }) => operation.cause)
        .map(({ operation: { form, document, kind } }) => ({ form, document, kind })),
    };
  });
}

/**
 * The operation of one change, and what it brings with it.
 *
 * @param {LaidFolders} laid
 * @param {Keeping} keeping
 * @returns {Promise<Written[]>}
 */
async function write(laid, keeping) {
  const { store, forms } = laid.work;
  const form = forms.get(keeping.form);
  if (!form) throw new RangeError(`no such form: ${keeping.form}`);
  const made = operationOf(keeping, form, { device: store.device, state: store.state });
  if (!made) return [];
  const rejected = store.entries.find((entry) => entry.operation.id === keeping.replaces);
  const operation = inPlaceOf(made, rejected?.operation);
  const links = { ...keeping.saw?.links, ...keeping.links };
  const subject = keeping.subject ?? subjectOf(form, keeping.document, links);
  const shape = {
    id: keeping.document,
    form: form.id,
    body: keeping.body ?? keeping.saw?.body ?? {},
  };
  const lane = laneOf(/** @type {any} */ (forms), shape);
  const from = keeping.saw?.links?.resident;
  const own = { operation, subject, lane };
  if (keeping.kind === 'move' && from) {
    const written = [own];
    for (const moved of await laid.move(operation, from, subject, lane))
      written.push(...(await bring(laid, { operation, ...moved })));
    return written;
  }
  const folder = await laid.folder(subject, lane);
  const before = folder.get(keeping.document) ?? null;
  lay(folder, operation, forms, laid.by);
  const after = folder.get(keeping.document);
  touch(laid, form.about, subject, [before, after]);
  if (!after) return [own];
  return [own, ...(await bring(laid, { operation, subject, before, after }))];
}

/**
 * Residents and households whose row may have changed.
 *
 * @param {LaidFolders} laid
 * @param {string} about
 * @param {string} subject
 * @param {(FiledDocument | null | undefined)[]} documents
 */
function touch({ residents, households, work }, about, subject, documents) {
  if (about === 'resident') residents.add(subject);
  if (about !== 'household') return;
  households.add(subject);
  for (const { id } of work.residents().members.get(subject) ?? []) residents.add(id);
  for (const document of documents) {
    for (const item of document?.body.visit_items ?? []) residents.add(item.item_resident);
  }
}

/** @param {LaidFolders} laid @returns {Promise<(IndexRow | HouseholdRow)[]>} */
async function rowsAfter(laid) {
  /** @type {(IndexRow | HouseholdRow)[]} */
  const rows = [];
  for (const household of laid.households) {
    const own = (await laid.folder(household, 'record')).get(household);
    const area = laid.work.residents().households.get(household)?.area ?? null;
    if (own) rows.push(householdRow(own, area));
  }
  for (const subject of laid.residents) {
    const record = [...(await laid.folder(subject, 'record')).values()];
    const household = record.find(({ id }) => id === subject)?.links.household;
    const home = household ? [...(await laid.folder(household, 'record')).values()] : [];
    const lanes = (laid.work.residents().lanes.get(subject) ?? []).map(({ lane }) => lane);
    for (const lane of new Set(['record', ...lanes, ...laid.lanesOf(subject)])) {
      const own =
        lane === 'record'
          ? record
          : [...record, ...(await laid.folder(subject, lane)).values()];
      const row = await rowFrom(laid.work, subject, lane, { own, home });
      if (row) rows.push(row);
    }
  }
  return rows;
}

/**
 * Numbers, seals and writes. Where another tab has counted on, all is numbered anew.
 *
 * @param {Work} work
 * @param {Written[]} written
 * @param {(IndexRow | HouseholdRow)[]} rows
 * @param {string[]} drafts
 * @returns {Promise<OutboxEntry[]>}
 */
async function file(work, written, rows, drafts) {
  const { store } = work;
  if (written.length === 0 && drafts.length === 0) return [];
  for (;;) {
    const before = store.count;
    const entries = await Promise.all(
      written.map((one, at) =>
        entryFor(store, one, before.seq + at + 1, at === written.length - 1 ? rows : []),
      ),
    );
    const seq = before.seq + entries.length;
    const after = { seq, open: countOpen([...store.entries, ...entries]) };
    const day = dayAfter(store, entries);
    const meta = {
      day: await store.seal('meta', 'day', day),
      // A lane that was met here for the first time has its number in it.
      state: await store.seal('meta', 'state', store.state),
    };
    const sealed = { rows: entries.map(({ row }) => row), before, after, meta, drafts };
    try {
      await withRoom(() => addEntries(store.db, sealed), work.onFull);
      Object.assign(store, { count: after, day });
      return entries;
    } catch (error) {
      if (!(error instanceof CountMoved)) throw error;
      store.count = error.count;
    }
  }
}

/**
 * @param {Work['store']} store
 * @param {Written} written
 * @param {number} seq
 * @param {(IndexRow | HouseholdRow)[]} rows
 * @returns {Promise<OutboxEntry>}
 */
async function entryFor(store, written, seq, rows) {
  const { operation: unnumbered, subject, lane } = written;
  const operation = { ...unnumbered, device_seq: seq };
  const content = { operation, subject, lane, rows };
  const [box, letter] = await Promise.all([
    store.seal('operation', seq, content),
    store.writeLetter(operation.id, JSON.stringify(operation)),
  ]);
  /** @type {import('../db/entries.js').EntryRow} */
  const row = { seq, state: 'waiting', box, letter, operation: operation.id };
  return { ...content, seq, row, answer: null, tried: 0 };
}

/** @param {Work} work @param {OutboxEntry[]} entries */
function remember(work, entries) {
  const { store } = work;
  store.entries = [...store.entries, ...entries];
  for (const entry of entries) layRows(store, entry);
  work.indexChanged();
  if (entries.length === 0) return;
  for (const subject of new Set(entries.map((entry) => entry.subject)))
    work.emit('folder', { subject });
  work.emit('round', null);
  work.onKept();
}
