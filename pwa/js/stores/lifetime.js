// How long somebody has lived, by their record: up to today, or to the day of death.
import { computed } from '@preact/signals';
import { about, body, opened } from './draft.js';
import { folder } from './folder.js';
import { today } from './session.js';

/** @typedef {Pick<Folder, 'page' | 'documents' | 'today'>} At */

/** The closure of somebody who has died. @param {At} at */
function deathOf({ page, documents }) {
  if (page?.closed?.reason !== 'died') return null;
  const closure = documents.find(
    ({ type, body: { closed_on: on }, retired }) =>
      type === 'record_closure' && !retired && on === page.closed.on,
  );
  return { on: closure?.body.death_date ?? null, closed: page.closed.on };
}

/**
 * To which day an age is counted.
 *
 * @param {At} at
 * @returns {string | null} Null: it is not known on which day they died
 */
export function ageCountsTo(at) {
  const death = deathOf(at);
  return death ? death.on : at.today;
}

/** The death before which the service in hand should lie, as a colleague may have noted it meanwhile; null: it does. */
export const deathBefore = computed(() => {
  const open = opened.value;
  const at = [folder.value, about.value].find((one) => one && one.subject === open?.subject);
  if (!at || open?.form.kind !== 'encounter') return null;
  const death = deathOf(at);
  const served = body.value[open.form.date ?? ''] ?? today.value;
  if (!death) return null;
  // Of a death on a day that nobody knows all that is dated on the day of closing is looked at.
  return (death.on ? served > death.on : served >= death.closed) ? death : null;
});
