// What the pill and the sync sheet say: each of it is known, none of it is hoped.
import { offsetNow } from '../rules/clock_offset.js';
import { todayOf } from '../sync/clock.js';
import { countOpen, isFinal, mended, stateOf, worst } from '../sync/entry.js';

/** @typedef {import('../sync/entry.js').OutboxEntry} OutboxEntry */
/** @typedef {import('../sync/loop.js').LoopState} LoopState */
/** @typedef {import('./work.js').Work} Work */

/**
 * Entries that still say something to a person: not those that were mended.
 *
 * @param {Work} work
 * @returns {OutboxEntry[]} Oldest first
 */
export function standingEntries({ store: { entries } }) {
  const replaced = mended(entries);
  return entries.filter(({ operation }) => !replaced.has(operation.id));
}

/**
 * @param {Work} work
 * @param {LoopState} loop
 * @param {'sending' | 'receiving' | null} phase
 * @returns {SyncState}
 */
export function syncState(work, loop, phase) {
  const { store, here, residents } = work;
  const { state, entries, lacking } = store;
  const standing = standingEntries(work);
  const rejected = standing.filter(({ answer }) => answer?.answer === 'rejected').length;
  const { people } = residents();
  return {
    sending: phase === 'sending',
    receiving: phase === 'receiving',
    waiting: standing.filter(({ answer }) => !isFinal(answer)).length - rejected,
    attention: rejected + Object.keys(lacking).length,
    drafts: here.drafts?.size ?? 0,
    conflicts: openDifferences(work).size,
    safe: countOpen(entries) === 0,
    acknowledged_at: state.acknowledged_at,
    checked_at: state.checked_at,
    reached: loop.reached,
    trouble: loop.trouble,
    next_try_at: loop.next_try_at,
    loaded: { residents: people.size, complete: state.complete },
    clock_offset_ms: state.offset_ms && offsetNow(state),
    lease_until: state.lease_until,
    full: here.full,
  };
}

/**
 * Conflicts that are open, with what was decided on this phone.
 *
 * @param {Work} work
 * @returns {Map<string, { subject: string, lane: string }>} Conflict -> in which folder
 */
export function openDifferences(work) {
  const open = new Map();
  for (const { row, differs } of work.store.index.values())
    for (const id of differs) open.set(id, { subject: row.id, lane: row.lane });
  for (const { operation, subject, lane } of standingEntries(work)) {
    const { conflict, reopen } = operation;
    if (conflict && reopen) open.set(conflict, { subject, lane });
    else if (conflict) open.delete(conflict);
  }
  return open;
}

/**
 * What the pill says of each record: lists ask for many.
 *
 * @param {Work} work
 * @returns {(subject: string) => RecordState}
 */
export function recordStates(work) {
  /** @type {Map<string, RecordState>} */
  const states = new Map();
  for (const entry of standingEntries(work)) {
    states.set(entry.subject, worst([stateOf(entry), states.get(entry.subject) ?? 'safe']));
  }
  for (const { subject } of Object.values(work.store.lacking)) states.set(subject, 'attention');
  return (subject) => states.get(subject) ?? 'safe';
}

/**
 * What lists say of today, over what the centre knows.
 *
 * @param {Work} work
 */
export const dayOf = (work) => ({
  today: todayOf(work.store.state),
  day: work.store.day,
  stateOf: recordStates(work),
});
