// Two values that differ: both are shown, a person decides, neither is lost.
import { signal } from '@preact/signals';
import { bridge, formOf } from './phone.js';
import { reversed, unitChanges } from '../forms/unit_changes.js';

/** @type {import('@preact/signals').Signal<OpenConflict[]>} */
export const conflicts = signal([]);
/** Conflict -> which side was chosen, until one goes on. @type {import('@preact/signals').Signal<Record<string, string>>} */
export const decided = signal({});
/** Conflicts whose decision is on its way to the disk. @type {Set<string>} */
const deciding = new Set();
/** Where the households lie that a link may lead to. @type {import('@preact/signals').Signal<Record<string, string | null>>} */
export const addresses = signal({});

export async function readConflicts() {
  conflicts.value = await bridge().conflicts();
}

/**
 * Reads where the households lie that a person may belong to, once.
 *
 * @param {Conflict} conflict
 */
export async function readAddresses({ unit, standing, offers }) {
  if (unit !== '@household') return;
  const ids = [standing, ...offers].map((side) => side.value?.[unit]).filter(Boolean);
  const homes = await Promise.all(ids.map((id) => bridge().openHousehold(id)));
  const found = homes.map(({ household }, at) => [
    ids[at],
    household?.body.household_address ?? null,
  ]);
  addresses.value = { ...addresses.value, ...Object.fromEntries(found) };
}

/**
 * Decides which value stands; the other stays in the history.
 *
 * @param {Pick<OpenConflict, 'conflict' | 'subject'>} open
 * @param {FiledDocument} document What stands now
 * @param {Record<string, any>} value The unit's parts as they shall be
 * @param {string} side
 * @returns {Promise<(() => Promise<void>) | null>} Opens the conflict again, with both values; null: it is just
 *   being decided. Of two taps in one breath the first counts
 */
export async function decide({ conflict, subject }, document, value, side) {
  if (deciding.has(conflict.id)) return null;
  const changes = unitChanges(formOf(document.type), document, conflict.unit, value);
  const resolve = {
    document: document.id,
    form: document.type,
    kind: /** @type {const} */ ('resolve'),
    saw: { body: document.body, links: document.links },
    conflict: conflict.id,
    subject,
  };
  deciding.add(conflict.id);
  try {
    await bridge().keep([{ ...resolve, changes }]);
  } finally {
    deciding.delete(conflict.id);
  }
  decided.value = { ...decided.value, [conflict.id]: side };
  return async () => {
    await bridge().keep([{ ...resolve, changes: reversed(changes), reopen: true }]);
    const others = Object.entries(decided.value).filter(([id]) => id !== conflict.id);
    decided.value = Object.fromEntries(others);
  };
}
