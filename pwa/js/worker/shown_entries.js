// Entries of the outbox as screens show them, and which of them need somebody's attention.
import { stateOf, worst } from '../sync/entry.js';
import { standingEntries } from './sync_state.js';

/** @typedef {import('../sync/entry.js').OutboxEntry} OutboxEntry */
/** @typedef {import('./work.js').Work} Work */

/**
 * What the pill says of one record.
 *
 * @param {Work} work
 * @param {string} subject
 * @returns {RecordState}
 */
export function recordState(work, subject) {
  const own = standingEntries(work).filter((entry) => entry.subject === subject);
  const states = own.map(stateOf);
  const lacks = Object.values(work.store.lacking).some((one) => one.subject === subject);
  return worst(lacks ? [...states, 'attention'] : states);
}

/**
 * @param {Work} work
 * @param {OutboxEntry} entry
 * @returns {Entry}
 */
export function shown({ residents }, entry) {
  const { seq, operation, subject, lane, answer } = entry;
  const { id, document, form, kind, captured_at, changes, reason = null } = operation;
  return {
    seq,
    operation: id,
    document: answer?.document ?? document,
    form,
    kind,
    captured_at,
    subject,
    lane,
    name: residents().people.get(subject)?.name ?? null,
    state: stateOf(entry),
    errors: answer?.errors ?? [],
    reason,
    changes,
  };
}

/**
 * What the centre did not take, and what it took but finds incomplete.
 *
 * @param {Work} work
 * @returns {Entry[]}
 */
export function needsAttention(work) {
  const rejected = standingEntries(work).filter(({ answer }) => answer?.answer === 'rejected');
  const lacking = Object.entries(work.store.lacking).map(([document, one]) => ({
    seq: one.seq,
    operation: '',
    document,
    form: one.form,
    kind: /** @type {const} */ ('patch'),
    captured_at: '',
    subject: one.subject,
    lane: one.lane,
    name: work.residents().people.get(one.subject)?.name ?? null,
    state: /** @type {const} */ ('attention'),
    errors: one.errors,
    reason: null,
    changes: {},
  }));
  return [...rejected.map((entry) => shown(work, entry)), ...lacking];
}
