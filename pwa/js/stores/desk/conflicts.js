// Differences that wait for a decision; deciding, and taking it back.
import { signal } from '@preact/signals';
import { ask, DeskTrouble } from './ask.js';
import { attempt } from './session.js';

/** @typedef {{ value: Record<string, any>, by: string | null, at: string | null, operation?: string }} Side */
/** @typedef {{ id: string, state: string, document: string, form: string, day: string, unit: string, resident: import('./board.js').Listed | null, standing: Side, stood: Side, offers: Side[], names: Record<string, string>, decision: { by: string, at: string } | null }} Difference */

/** What stands, as a choice. */
export const STANDING = 'standing';

/** @type {import('@preact/signals').Signal<Difference[] | null>} */
export const differences = signal(null);

/** What was chosen here, by conflict: its values stay in sight until the list is read again. @type {import('@preact/signals').Signal<Map<string, string>>} */
export const chosen = signal(new Map());

/** The one that was decided last, to be taken back. @type {import('@preact/signals').Signal<{ id: string, choice: string } | null>} */
export const lastDecided = signal(null);

/** Somebody else decided it: what stands now. @type {import('@preact/signals').Signal<Difference | null>} */
export const overtaken = signal(null);

export async function readDifferences() {
  const read = await attempt(() => ask('GET', '/conflicts'));
  if (!read) return;
  differences.value = read;
  chosen.value = new Map();
}

/**
 * @param {string} id
 * @param {string} choice  STANDING, or the operation of an offer
 */
export async function decide(id, choice) {
  await attempt(async () => {
    try {
      await ask('POST', `/conflicts/${id}/decision`, { choice });
      chosen.value = new Map(chosen.value).set(id, choice);
      lastDecided.value = { id, choice };
      overtaken.value = null;
    } catch (error) {
      if (!(error instanceof DeskTrouble) || error.code !== 'already-decided') throw error;
      overtaken.value = error.problem.conflict;
    }
  });
}

export async function undo() {
  const last = lastDecided.value;
  if (!last) return;
  lastDecided.value = null;
  await attempt(() => ask('DELETE', `/conflicts/${last.id}/decision`));
  await readDifferences();
}

/** How many are still open here. @param {Difference[] | null} all */
export const countOpen = (all) => (all ?? []).filter(({ id }) => !chosen.value.has(id)).length;
