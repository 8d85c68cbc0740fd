// Sends the oldest operations of the outbox and files each answer.
import { fileAnswers } from '../db/entries.js';
import { readRows } from '../db/drafts.js';
import { withRoom } from '../db/ballast.js';
import { arrived } from './arrived.js';
import { offsetOf, todayOf } from './clock.js';
import { countOpen, isFinal, keptRow, rowState } from './entry.js';
import { noteGeneration } from './generation.js';
import { toSend } from './to_send.js';
import { NoAnswer, Refused, saidIn } from './transport.js';

/** @typedef {import('./entry.js').OutboxEntry} OutboxEntry */
/** @typedef {import('./open_store.js').OpenStore} OpenStore */
/** @typedef {import('./session.js').Ask} Ask */

export const BATCH = 200;
/** What the centre says of a body that is no batch: malformed, too large, of the wrong shape. */
const NO_BATCH = new Set([400, 413, 422]);

/** Nothing has been pulled meanwhile. @param {OpenStore} store */
const nothingSeen = ({ state }) => ({
  changes: new Map(),
  subjects: new Map(),
  feeds: new Set(Object.keys(state.feeds)),
  complete: new Set(),
});

/**
 * Sends everything that waits, in batches. An entry leaves the outbox only in the transaction
 * that files its answer; a lost answer means that it is sent again, and the centre answers a
 * repeat as the first time.
 *
 * @param {OpenStore} store
 * @param {Ask} ask
 * @param {object} told
 * @param {boolean} told.reads Whether folders were opened that the centre has not been told of
 * @param {() => void} told.onFull
 * @returns {Promise<number>} How many operations were answered
 * @throws {import('./transport.js').NoAnswer}
 */
export async function push(store, ask, { reads, onFull }) {
  let answered = 0;
  let size = BATCH;
  let opened = reads ? await openedFolders(store) : [];
  for (;;) {
    const entries = toSend(store.entries, Date.now()).slice(0, size);
    if (entries.length === 0 && opened.length === 0) return answered;
    try {
      const said = await send(store, ask, entries, opened);
      await file(store, said, { reads: opened, onFull });
      answered += said.answers.length;
      if (said.answers.some(isFinal)) offerHeld(store.entries);
    } catch (error) {
      if (!(error instanceof Refused && NO_BATCH.has(error.status))) throw error;
      // The log of opened folders holds up nothing: it stays here, and entries go without it.
      if (opened.length > 0) {
        opened = [];
        continue;
      }
      // No batch at all for the centre: found by halving, so that it blocks none of the others.
      if (entries.length > 1) {
        size = Math.ceil(entries.length / 2);
        continue;
      }
      await file(store, refusedLocally(entries[0], error), { reads: [], onFull });
    }
    opened = [];
  }
}

/** What was taken just now may be what they waited for: they are asked for again at once. @param {OutboxEntry[]} entries */
function offerHeld(entries) {
  for (const entry of entries) if (entry.answer?.answer === 'held') entry.tried = 0;
}

/** @param {OutboxEntry} entry @param {Refused} refused @returns {Said} */
function refusedLocally({ operation }, { status, problem }) {
  const errors = problem?.errors ?? [{ field: '', code: `refused_${status}` }];
  const { id, document } = operation;
  return {
    answers: [
      { id, answer: 'rejected', document, conflicts: [], errors, feed: null, number: null },
    ],
  };
}

/** @typedef {{ id: string, read: Json }} OpenedFolder */
/**
 * @typedef {object} Said
 * @property {Answer[]} answers
 * @property {string} [generation]
 * @property {string} [now]
 * @property {number} [highest_seq]
 */

/** @param {OpenStore} store @returns {Promise<OpenedFolder[]>} */
async function openedFolders({ db, open }) {
  const rows = await readRows(db, 'reads');
  return Promise.all(
    rows.map(async ({ id, box }) => ({ id, read: await open('reads', id, box) })),
  );
}

/**
 * @param {OpenStore} store
 * @param {Ask} ask
 * @param {OutboxEntry[]} entries
 * @param {OpenedFolder[]} opened
 * @returns {Promise<Said>}
 */
async function send(store, ask, entries, opened) {
  const json = {
    operations: entries.map(({ operation }) => operation),
    reads: opened.map(({ read }) => read),
  };
  const heard = await ask('/sync/push', { json });
  const said = saidIn(heard);
  // Whoever asked would ask again without end.
  if (said.answers?.length !== entries.length) throw new NoAnswer('cut');
  store.state.offset_ms = offsetOf(said.now, heard.sent_at, heard.received_at);
  noteGeneration(store, said.generation);
  return said;
}

/**
 * @param {OpenStore} store
 * @param {Said} said
 * @param {{ reads: OpenedFolder[], onFull: () => void }} options
 */
function file(store, { answers, highest_seq, now }, { reads, onFull }) {
  return store.turn(async () => {
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    const entries = store.entries.map((entry) => {
      const answer = byId.get(entry.operation.id);
      return answer ? { ...entry, answer, tried: Date.now() } : entry;
    });
    const leaving = new Set(arrived(entries, nothingSeen(store)));
    const staying = entries.filter((entry) => !leaving.has(entry));
    const touched = entries.filter(({ operation }) => byId.has(operation.id));
    const rows = await Promise.all(
      staying.filter((entry) => isUnfiled(entry, byId)).map((entry) => fileIn(store, entry)),
    );
    const state = stateAfter(store.state, touched, now);
    const lacking = lackingAfter(store.lacking, touched);
    // A centre that knows higher numbers has met a copy of this store: none is used twice.
    const count = {
      seq: Math.max(store.count.seq, highest_seq ?? 0),
      open: countOpen(staying),
    };
    const meta = {
      state: await store.seal('meta', 'state', state),
      lacking: await store.seal('meta', 'lacking', lacking),
      count,
    };
    const kept = [...leaving].map(keptRow(todayOf(state)));
    const told = reads.map(({ id }) => id);
    await withRoom(() => fileAnswers(store.db, { rows, kept, reads: told, meta }), onFull);
    Object.assign(store, { entries: staying, state, lacking, count });
  });
}

/**
 * Whether an entry's row says something else than is known: a new answer, or one of another
 * generation, which is none.
 *
 * @param {OutboxEntry} entry
 * @param {Map<string, Answer>} answers
 */
const isUnfiled = ({ operation, answer, row }, answers) =>
  answers.has(operation.id) || (!answer && row.answer !== undefined);

/** @param {OpenStore} store @param {OutboxEntry} entry */
async function fileIn(store, entry) {
  const { seq, answer } = entry;
  const row = { ...entry.row, state: rowState(answer) };
  if (answer) row.answer = await store.seal('answer', seq, answer);
  else delete row.answer;
  entry.row = row;
  return entry.row;
}

/**
 * @param {OpenStore['state']} state
 * @param {OutboxEntry[]} touched
 * @param {string} [now]
 */
const stateAfter = (state, touched, now) => ({
  ...state,
  acknowledged_at: touched.some(({ answer }) => isFinal(answer))
    ? (now ?? state.acknowledged_at)
    : state.acknowledged_at,
  checked_at: now ?? state.checked_at,
});

/**
 * Documents of which the newest answer names something missing.
 *
 * @param {OpenStore['lacking']} before
 * @param {OutboxEntry[]} touched
 */
function lackingAfter(before, touched) {
  const lacking = { ...before };
  for (const { answer, operation, subject, lane, seq } of touched) {
    if (!answer || !isFinal(answer)) continue;
    delete lacking[answer.document];
    if (answer.errors.length) {
      const { form } = operation;
      lacking[answer.document] = { subject, lane, form, errors: answer.errors, seq };
    }
  }
  return lacking;
}
