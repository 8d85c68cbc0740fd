// What was done on a day on this phone, so that it sinks in the list.
import { todayOf } from '../sync/clock.js';

/** @typedef {import('../sync/entry.js').OutboxEntry} OutboxEntry */
/** @typedef {import('./work.js').Work} Work */

/**
 * Who was seen today, and where nobody was met.
 *
 * @param {Work['store']} store
 * @param {OutboxEntry[]} entries
 */
export function dayAfter({ day, state, index }, entries) {
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
