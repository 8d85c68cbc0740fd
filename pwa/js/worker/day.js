// What was done on a day on this phone, so that it sinks in the list.
import { todayOf } from '../sync/clock.js';
import { dayOn, rowsSeen } from '../sync/open_store.js';

/** @typedef {import('../sync/entry.js').OutboxEntry} OutboxEntry */
/** @typedef {import('./work.js').Work} Work */

/**
 * Who was seen today, and where nobody was met.
 *
 * @param {Work['store']} store
 * @param {OutboxEntry[]} entries
 */
export function dayAfter({ day, state, index, overlaid }, entries) {
  const on = todayOf(state);
  // A day kept before a part of it was known begins with that part empty.
  const after = structuredClone({ ...dayOn(on), ...(day.on === on && day) });
  for (const { operation, subject } of entries) {
    noteDone(after.done, subject, operation);
    noteTried(after, { index, overlaid }, subject, operation);
  }
  return after;
}

/**
 * What came of knocking, as the visit now says; a visit taken back says nothing of anybody there.
 *
 * @param {import('../sync/open_store.js').Day} day
 * @param {Pick<Work['store'], 'index' | 'overlaid'>} store
 * @param {string} subject
 * @param {Operation} operation
 */
function noteTried({ tried, again }, store, subject, { kind, changes }) {
  const forget = (/** @type {string} */ resident) => {
    delete tried[resident];
    delete again[resident];
  };
  if (kind === 'retire')
    for (const row of rowsSeen(store).values())
      if ('household' in row && row.household === subject) forget(row.id);
  const { from, to } = changes?.visit_items ?? {};
  for (const item of from ?? []) forget(item.item_resident);
  for (const item of to ?? []) {
    tried[item.item_resident] = item.item_outcome;
    again[item.item_resident] = item.item_next_attempt_date;
  }
}

/**
 * A finished form is done; one that is taken back is not. Opening a record is no visit: what is
 * due to whom it opens is still to be done.
 *
 * @param {import('../sync/open_store.js').Day['done']} done
 * @param {string} subject
 * @param {Operation} operation
 */
function noteDone(done, subject, { document, form, kind, finish, cause, undo }) {
  if (kind === 'create' && document === subject) return;
  const others = (done[subject] ?? []).filter((each) => each !== form);
  if ((finish && !cause) || undo) done[subject] = [...others, form];
  else if (kind === 'retire') done[subject] = others;
}
