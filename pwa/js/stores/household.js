// The household in hand: who lives here, what is due to each.
import { computed, signal } from '@preact/signals';
import { isOpen, isUntried } from '../rules/still_to_see.js';
import { bridge, codeOf } from './phone.js';

/** @type {import('@preact/signals').Signal<Folder | null>} */
export const household = signal(null);
/** @type {import('@preact/signals').Signal<string | null>} */
export const trouble = signal(null);

/** Whom to see here today. */
export const stop = computed(() => household.value?.stop ?? null);

/** Everybody who belongs here, whether due today or not; the head first. */
export const people = computed(() => {
  const rows = household.value?.household?.body.members ?? [];
  const relation = new Map(
    rows.map((/** @type {any} */ row) => [row.member, row.relationship_to_head]),
  );
  const due = new Map((stop.value?.rows ?? []).map((row) => [row.resident, row]));
  return (household.value?.members ?? []).map((member) => ({
    ...member,
    relation: relation.get(member.resident) ?? null,
    row: due.get(member.resident) ?? null,
  }));
});

/** Of whom something may be said here: of those not tried yet; where all were, of all not done. */
export const expected = computed(() => {
  const rows = (stop.value?.rows ?? []).filter(isOpen);
  const untried = rows.filter(isUntried);
  return untried.length > 0 ? untried : rows;
});

/** The one with whom to begin: the first who is still to be seen. */
export const first = computed(
  () => people.value.find(({ row }) => row && expected.value.includes(row)) ?? null,
);

/** @param {string} id */
export async function openHousehold(id) {
  if (household.value?.subject !== id) household.value = null;
  trouble.value = null;
  watchHousehold();
  try {
    household.value = await bridge().openHousehold(id);
  } catch (error) {
    trouble.value = codeOf(error);
  }
}

let watched = false;

/** Reads it again when something of it was saved or pulled, from its first opening on. */
function watchHousehold() {
  if (watched) return;
  watched = true;
  bridge().on('round', () => {
    if (household.value) void openHousehold(household.value.subject);
  });
}
