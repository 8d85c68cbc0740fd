// Keeps what a person has entered: operations, their consequences and their rows, in one strict
// transaction that takes the draft with it. First on disk, then on screen.
import { addEntries, CountMoved } from '../db/entries.js';
import { withRoom } from '../db/ballast.js';
import { laneOf } from '../forms/front_page_documents.js';
import { todayOf } from '../sync/clock.js';
import { countOpen } from '../sync/entry.js';
import { householdRow } from '../sync/household_row.js';
import { layRows } from '../sync/open_store.js';
import { inPlaceOf, operationOf, subjectOf } from '../sync/operation.js';
import { lay } from '../sync/overlay.js';
import { causeOf } from './cause.js';
import { forgetDraft, rowOfDraft } from './drafts.js';
import { asRecord, seenFolders } from './folder_view.js';
import { rowFrom } from './rows.js';

/** @typedef {import('../sync/entry.js').OutboxEntry} OutboxEntry */
/** @typedef {import('../sync/operation.js').Unnumbered} Unnumbered */
/** @typedef {import('./work.js').Work} Work */

/** @typedef {{ operation: Unnumbered, subject: string, lane: string }} Written */

/**
 * Folders while operations are laid over them, so that each sees what the one before did.
 */
export class Desk {
  /** @param {Work} work */
  constructor(work) {
    this.work = work;
    /** @type {Map<string, Map<string, FiledDocument>>} */
    this.folders = new Map();
    /** @type {Set<string>} */
    this.residents = new Set();
    /** @type {Set<string>} */
    this.households = new Set();
    this.by = { actor: work.store.state.staff.id, today: todayOf(work.store.state) };
  }

  /** @param {string} subject @param {string} lane */
  async folder(subject, lane) {
    const key = `${subject}|${lane}`;
    let folder = this.folders.get(key);
    if (!folder) {
      const [seen] = await seenFolders(this.work, [{ subject, lane }]);
      folder = new Map(seen.map((document) => [document.id, document]));
      this.folders.set(key, folder);
    }
    return folder;
  }

  /** @param {string} subject @returns {Promise<FiledDocument[]>} In every lane that is open here */
  async documents(subject) {
    const lanes = (this.work.residents().lanes.get(subject) ?? []).map(({ lane }) => lane);
    const all = [];
    for (const lane of new Set(['record', ...lanes, ...this.lanesOf(subject)])) {
      all.push(...(await this.folder(subject, lane)).values());
    }
    return all;
  }

  /** @param {string} subject */
  lanesOf(subject) {
    return [...this.folders.keys()]
      .filter((key) => key.startsWith(`${subject}|`))
      .map((key) => key.slice(subject.length + 1));
  }
}

/**
 * @param {Work} work
 * @param {Keeping[]} keepings
 * @param {{ draft?: { document: string, form: string } }} [options]
 * @returns {Promise<Kept>}
 * @throws {import('../db/ballast.js').PhoneFull} nothing is written, the draft stays
 */
export function keep(work, keepings, { draft } = {}) {
  return work.store.turn(async () => {
    const desk = new Desk(work);
    /** @type {Written[]} */
    const written = [];
    for (const keeping of keepings) written.push(...(await write(desk, keeping)));
    const rows = await rowsAfter(desk);
    const row = draft && (await rowOfDraft(work, draft));
    const drafts = row ? [row] : [];
    const entries = await file(work, written, rows, drafts);
    if (draft) forgetDraft(work, draft);
    remember(work, entries);
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
 * @param {Desk} desk
 * @param {Keeping} keeping
 * @returns {Promise<Written[]>}
 */
async function write(desk, keeping) {
  const { store, forms } = desk.work;
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
  const folder = await desk.folder(subject, lane);
  const before = folder.get(keeping.document) ?? null;
  lay(folder, operation, forms, desk.by);
  const after = folder.get(keeping.document);
  touch(desk, form.about, subject, [before, after]);
  const own = { operation, subject, lane };
  if (!after) return [own];
  return [own, ...(await bring(desk, { operation, subject, before, after }))];
}

/**
 * Residents and households whose row may have changed.
 *
 * @param {Desk} desk
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

/**
 * Consequences, written by whoever writes their cause.
 *
 * @param {Desk} desk
 * @param {{ operation: Unnumbered, subject: string, before: FiledDocument | null, after: FiledDocument }} cause
 * @returns {Promise<Written[]>}
 */
async function bring(desk, cause) {
  const { forms, records } = desk.work;
  const facts = await causeOf(desk, cause);
  if (!facts) return [];
  const written = [];
  for (const made of await records.consequences(facts)) {
    const form = forms.get(made.form);
    if (!form) continue;
    const operation = consequenceOf(made, cause.operation);
    const place = await placeOf(desk, cause.subject, operation);
    lay(await desk.folder(place.subject, place.lane), operation, forms, desk.by);
    desk.residents.add(place.subject);
    written.push({ operation, ...place });
  }
  return written;
}

/**
 * As it is sent: who wrote it is told by the session.
 *
 * @param {import('../forms/consequences_made.js').Consequence} made
 * @param {Unnumbered} cause
 * @returns {Unnumbered}
 */
function consequenceOf(made, { captured_at_raw }) {
  const {
    id,
    cause,
    device,
    captured_at,
    form,
    form_version,
    document,
    kind,
    changes,
    finish,
  } = made;
  const operation = {
    id,
    cause,
    device,
    captured_at,
    form,
    form_version,
    document,
    kind,
    changes,
  };
  return {
    ...operation,
    ...(captured_at_raw && { captured_at_raw }),
    ...(finish && { finish }),
  };
}

/**
 * Where a consequence belongs: a child's birth event is in the child's folder.
 *
 * @param {Desk} desk
 * @param {string} subject
 * @param {Unnumbered} operation
 */
async function placeOf(desk, subject, { document, form, changes, kind }) {
  const resident = changes['@resident']?.to;
  const body = Object.fromEntries(Object.entries(changes).map(([part, { to }]) => [part, to]));
  const standing = (await desk.documents(subject)).find(({ id }) => id === document);
  const shape =
    kind === 'create' || !standing ? { id: document, form, body } : asRecord(standing);
  const lane = laneOf(/** @type {any} */ (desk.work.forms), shape);
  return { subject: resident ?? standing?.links.resident ?? subject, lane };
}

/** @param {Desk} desk @returns {Promise<(IndexRow | HouseholdRow)[]>} */
async function rowsAfter(desk) {
  /** @type {(IndexRow | HouseholdRow)[]} */
  const rows = [];
  for (const household of desk.households) {
    const own = (await desk.folder(household, 'record')).get(household);
    const area = desk.work.residents().households.get(household)?.area ?? null;
    if (own) rows.push(householdRow(own, area));
  }
  for (const subject of desk.residents) {
    const record = [...(await desk.folder(subject, 'record')).values()];
    const household = record.find(({ id }) => id === subject)?.links.household;
    const home = household ? [...(await desk.folder(household, 'record')).values()] : [];
    const lanes = (desk.work.residents().lanes.get(subject) ?? []).map(({ lane }) => lane);
    for (const lane of new Set(['record', ...lanes, ...desk.lanesOf(subject)])) {
      const own =
        lane === 'record'
          ? record
          : [...record, ...(await desk.folder(subject, lane)).values()];
      const row = await rowFrom(desk.work, subject, lane, { own, home });
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

/**
 * Who was seen today, and where nobody was met.
 *
 * @param {Work['store']} store
 * @param {OutboxEntry[]} entries
 */
function dayAfter({ day, state, index }, entries) {
  const on = todayOf(state);
  const after = structuredClone(day.on === on ? day : { on, done: {}, tried: {} });
  for (const { operation, subject } of entries) {
    noteDone(after.done, subject, operation);
    noteTried(after.tried, index, subject, operation);
  }
  return after;
}

/**
 * Where nobody was met, as the visit now says; a visit taken back says nothing of anybody there.
 *
 * @param {import('../sync/open_store.js').Day['tried']} tried
 * @param {Work['store']['index']} index
 * @param {string} subject
 * @param {Operation} operation
 */
function noteTried(tried, index, subject, { kind, changes }) {
  if (kind === 'retire')
    for (const { row } of index.values())
      if ('household' in row && row.household === subject) delete tried[row.id];
  const { from, to } = changes?.visit_items ?? {};
  for (const item of from ?? []) delete tried[item.item_resident];
  for (const item of to ?? []) tried[item.item_resident] = item.item_outcome;
}

/**
 * A finished form is done; one that is taken back is not.
 *
 * @param {import('../sync/open_store.js').Day['done']} done
 * @param {string} subject
 * @param {Operation} operation
 */
function noteDone(done, subject, { form, kind, finish, cause, undo }) {
  const others = (done[subject] ?? []).filter((each) => each !== form);
  if ((finish && !cause) || undo) done[subject] = [...others, form];
  else if (kind === 'retire') done[subject] = others;
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
