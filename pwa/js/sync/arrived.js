// Which entries the centre's own pages have made good: nothing of them needs to be laid over any more.
import { isFinal } from './entry.js';

/** @typedef {import('./entry.js').OutboxEntry} OutboxEntry */

/**
 * Entries whose effect has been pulled, so that nothing needs to be laid over any more.
 *
 * @param {OutboxEntry[]} entries
 * @param {Seen} seen
 * @returns {OutboxEntry[]} They leave the outbox
 */
export function arrived(entries, seen) {
  const leaving = new Set(
    entries.filter((entry) => hasArrived(entry, seen)).map(({ operation }) => operation.id),
  );
  // What was mended leaves with what mended it.
  for (const { operation } of [...entries].reverse()) {
    if (operation.replaces && leaving.has(operation.id)) leaving.add(operation.replaces);
  }
  return entries.filter(({ operation }) => leaving.has(operation.id));
}

/**
 * What a page has brought. `changes`: feed -> highest number of its changes, which come in
 * order; `subjects`: subject -> number of its block in a snapshot, which do not; `complete`:
 * operations whose effect has come all the same, since a pull that began after their answer has
 * come to its end; `feeds`: those in scope.
 *
 * @typedef {object} Seen
 * @property {Map<string, number>} changes
 * @property {Map<string, number>} subjects By `feed subject`
 * @property {ReadonlySet<string>} feeds
 * @property {ReadonlySet<string>} complete Ids; none while pages are missing
 */

/** @param {OutboxEntry} entry @param {Seen} seen */
function hasArrived({ answer, subject, operation }, { changes, subjects, feeds, complete }) {
  if (!answer || !isFinal(answer)) return false;
  const { feed, number } = answer;
  if (feed === null || number === null || !feeds.has(feed)) return true;
  if ((changes.get(feed) ?? 0) >= number) return true;
  return (subjects.get(`${feed} ${subject}`) ?? 0) >= number || complete.has(operation.id);
}
