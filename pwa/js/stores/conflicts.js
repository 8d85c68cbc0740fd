// Two values that differ: both are shown, a person decides, neither is lost.
import { signal } from '@preact/signals';
import { bridge, formOf } from './phone.js';
import { unitsOf } from '../forms/units.js';

/** @typedef {{ subject: string, name: string | null, conflict: Conflict }} OpenConflict */

/** @type {import('@preact/signals').Signal<OpenConflict[]>} */
export const conflicts = signal([]);
/** Conflict -> which side was chosen, until one goes on. @type {import('@preact/signals').Signal<Record<string, string>>} */
export const decided = signal({});

export async function readConflicts() {
  conflicts.value = await bridge().conflicts();
}

/**
 * Decides which value stands; the other stays in the history.
 *
 * @param {OpenConflict} open
 * @param {FiledDocument} document What stands now
 * @param {Record<string, any>} value The unit's parts as they shall be
 * @param {string} side
 * @returns {Promise<() => Promise<void>>} Opens the conflict again, with both values
 */
export async function decide({ conflict }, document, value, side) {
  const parts = partsOf(document.type, conflict.unit);
  const before = Object.fromEntries(parts.map((part) => [part, document.body[part] ?? null]));
  const resolve = (
    /** @type {Record<string, any>} */ from,
    /** @type {Record<string, any>} */ to,
  ) => ({
    document: document.id,
    form: document.type,
    kind: /** @type {const} */ ('resolve'),
    saw: { body: { ...document.body, ...from }, links: document.links },
    body: { ...document.body, ...to },
    links: document.links,
    conflict: conflict.id,
  });
  await bridge().keep([resolve(before, value)]);
  decided.value = { ...decided.value, [conflict.id]: side };
  return async () => {
    await bridge().keep([{ ...resolve(value, before), reopen: true }]);
    const others = Object.entries(decided.value).filter(([id]) => id !== conflict.id);
    decided.value = Object.fromEntries(others);
  };
}

/**
 * The parts of a unit that hold values: one field, or all of a line that merges as one.
 *
 * @param {string} form
 * @param {string} unit Named by its first field
 * @returns {string[]}
 */
export function partsOf(form, unit) {
  const found = unitsOf(formOf(form)).find((one) => one.values[0] === unit);
  return found ? [...found.values] : [unit];
}
