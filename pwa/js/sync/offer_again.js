// After a restore of the centre: what was acknowledged of late is offered again.
import { fileAnswers, readKept } from '../db/entries.js';
import { countOpen, isFinal, rowState } from './entry.js';
import { BATCH } from './push.js';
import { saidIn } from './transport.js';

/** @typedef {import('./entry.js').OutboxEntry} OutboxEntry */
/** @typedef {import('./open_store.js').OpenStore} OpenStore */
/** @typedef {import('./session.js').Ask} Ask */

/**
 * Offers again what was acknowledged of late, to a centre that was restored. A repeat changes
 * nothing there; what it does not take any more comes back into the outbox.
 *
 * @param {OpenStore} store
 * @param {Ask} ask
 */
export async function offerAgain(store, ask) {
  const rows = await readKept(store.db, /** @type {string} */ (store.state.offer_since));
  for (let at = 0; at < rows.length; at += BATCH) {
    const some = rows.slice(at, at + BATCH);
    const contents = await Promise.all(
      some.map(({ seq, box }) => store.open('operation', seq, box)),
    );
    const json = { operations: contents.map(({ operation }) => operation), reads: [] };
    const { answers } = saidIn(await ask('/sync/push', { json }));
    await store.turn(() => takeBack(store, some, contents, answers));
  }
  store.state.offer_since = null;
}

/**
 * @param {OpenStore} store
 * @param {import('../db/entries.js').KeptRow[]} rows
 * @param {Json[]} contents
 * @param {Answer[]} answers
 */
async function takeBack(store, rows, contents, answers) {
  /** @type {OutboxEntry[]} */
  const back = [];
  for (const [at, answer] of answers.entries()) {
    if (isFinal(answer)) continue;
    const { seq, box } = rows[at];
    const { operation } = contents[at];
    const row = {
      seq,
      box,
      state: rowState(answer),
      operation: operation.id,
      letter: await store.writeLetter(operation.id, JSON.stringify(operation)),
      answer: await store.seal('answer', seq, answer),
    };
    back.push({ ...contents[at], seq, row, answer, tried: Date.now() });
  }
  if (back.length === 0) return;
  const known = new Set(store.entries.map(({ seq }) => seq));
  const entries = [...store.entries, ...back.filter(({ seq }) => !known.has(seq))];
  entries.sort((a, b) => a.seq - b.seq);
  const count = { ...store.count, open: countOpen(entries) };
  await fileAnswers(store.db, {
    rows: back.map(({ row }) => row),
    kept: [],
    reads: [],
    meta: { count },
  });
  Object.assign(store, { entries, count });
}
