// What waits for somebody on a front page: alerts, unfinished documents, conflicts.
import { isUnanswered, pick } from './front_page_documents.js';

/** @import { View } from './front_page_view.js' */

/**
 * Alerts that nobody has answered, oldest first.
 *
 * @param {View} view
 */
export function alertsOf({ facts, entries }) {
  return entries
    .filter((doc) => doc.lane === facts.lane && isUnanswered(doc))
    .map(({ id, body }) => ({
      document: id,
      ...pick(body, ['cause', 'code', 'action', 'raised_on', 'due_on']),
    }));
}

/**
 * Documents that somebody began, oldest first.
 *
 * @param {View} view
 */
export function unfinishedOf({ facts, entries }) {
  return entries
    .filter((doc) => doc.lane === facts.lane && !doc.isFinished)
    .map(({ id, form, day }) => ({ document: id, form, date: day }));
}

/**
 * The open conflicts of these documents; in the lane `record` of person and household too.
 *
 * @param {View} view
 */
export function conflictsOf({ facts, entries }) {
  const { lane, resident, household, conflicts = [] } = facts;
  const own = new Set(entries.filter((doc) => doc.lane === lane).map((doc) => doc.id));
  if (lane === 'record') own.add(resident.id).add(household?.id ?? '');
  return conflicts
    .filter((conflict) => conflict.state === 'open' && own.has(conflict.document))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, document, unit }) => ({ conflict: id, document, unit }));
}
