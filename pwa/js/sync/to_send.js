// What of the outbox is to be sent now. Whether there is anything is asked with each sync.
import { isFinal, mended } from './entry.js';

/** @typedef {import('./entry.js').OutboxEntry} OutboxEntry */

/** What is held at the centre is asked for again after so long: its document may have come. */
const HELD_AGAIN_MS = 15 * 60_000;
/** What was rejected is offered again once a day: the centre may have learnt better. */
const REJECTED_AGAIN_MS = 24 * 3_600_000;

/**
 * What is to be sent, oldest first.
 *
 * @param {OutboxEntry[]} entries
 * @param {number} now
 */
export function toSend(entries, now) {
  const replaced = mended(entries);
  return entries.filter(({ answer, tried, operation }) => {
    if (isFinal(answer) || replaced.has(operation.id)) return false;
    if (!answer) return true;
    return now - tried > (answer.answer === 'held' ? HELD_AGAIN_MS : REJECTED_AGAIN_MS);
  });
}
