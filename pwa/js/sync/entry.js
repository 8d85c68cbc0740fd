// An entry of the outbox: an operation, where it belongs, and what the centre said to it.

/** @typedef {import('../db/entries.js').EntryRow} EntryRow */

/**
 * @typedef {object} OutboxEntry
 * @property {number} seq
 * @property {Operation} operation
 * @property {string} subject Whose folder it changes
 * @property {string} lane
 * @property {(IndexRow | HouseholdRow)[]} rows Index rows as they are with this entry, so that an unlocked list
 *   needs no folder
 * @property {EntryRow} row As it lies in the store
 * @property {Answer | null} answer The newest
 * @property {number} tried When it was last sent, epoch milliseconds; 0: not in this session
 */

/** Answers after which an operation need not be sent again. */
const FINAL = new Set(['applied', 'merged', 'conflict']);

/** @param {Answer | null} answer */
export const isFinal = (answer) => answer !== null && FINAL.has(answer.answer);

/**
 * @param {Answer | null} answer
 * @returns {EntryRow['state']}
 */
export function rowState(answer) {
  if (!answer) return 'waiting';
  if (answer.answer === 'held' || answer.answer === 'rejected') return answer.answer;
  return 'safe';
}

/**
 * @param {EntryRow} row
 * @param {import('./open_store.js').OpenStore['open']} open
 * @returns {Promise<OutboxEntry>}
 */
export async function entryOf(row, open) {
  const [content, answer] = await Promise.all([
    open('operation', row.seq, row.box),
    row.answer ? open('answer', row.seq, row.answer) : null,
  ]);
  return { ...content, seq: row.seq, row, answer, tried: 0 };
}

/**
 * Rejected operations that a later entry mends: neither shown nor sent again.
 *
 * @param {OutboxEntry[]} entries
 * @returns {Set<string>} Ids of operations
 */
export const mended = (entries) =>
  new Set(entries.flatMap(({ operation }) => operation.replaces ?? []));

/**
 * Entries that are not safe at the centre yet; one that was mended counts by what mends it.
 *
 * @param {OutboxEntry[]} entries
 */
export function countOpen(entries) {
  const replaced = mended(entries);
  return entries.filter(
    ({ operation, answer }) => !isFinal(answer) && !replaced.has(operation.id),
  ).length;
}

/**
 * What the pill says of an entry.
 *
 * @param {OutboxEntry} entry
 * @returns {RecordState}
 */
export function stateOf({ answer }) {
  if (!answer) return 'waiting';
  if (answer.answer === 'rejected') return 'attention';
  return answer.answer === 'held' ? 'held' : 'safe';
}

/**
 * The most pressing of several states.
 *
 * @param {RecordState[]} states
 * @returns {RecordState}
 */
export function worst(states) {
  for (const state of /** @type {const} */ (['attention', 'waiting', 'held'])) {
    if (states.includes(state)) return state;
  }
  return 'safe';
}

/**
 * The row of an entry that has left the outbox: it is kept for a while.
 *
 * @param {string} day
 * @returns {(entry: OutboxEntry) => import('../db/entries.js').KeptRow}
 */
export const keptRow =
  (day) =>
  ({ seq, row }) => ({ seq, day, box: row.box });
