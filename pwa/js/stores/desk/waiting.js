// What waits for somebody to look: taking it, or setting it aside with a reason.
import { signal } from '@preact/signals';
import { ask } from './ask.js';
import { attempt } from './session.js';

/** @typedef {{ id: string, form: string | null, kind: string, reason: string, by: { id: string, name: string }, captured_at: string, received_at: string, resident: { id: string, name: string } | null, changes: Record<string, { from?: any, to?: any }> | null, names: Record<string, string>, decidable: boolean }} Held */

/** @type {import('@preact/signals').Signal<Held[] | null>} */
export const held = signal(null);

/** What was just done, to be said. @type {import('@preact/signals').Signal<'released' | 'set_aside' | null>} */
export const justDone = signal(null);

export async function readHeld() {
  const read = await attempt(() => ask('GET', '/quarantine'));
  if (read) held.value = read;
}

/** @param {string} id */
export async function release(id) {
  const done = await attempt(() => ask('POST', `/quarantine/${id}/release`));
  if (done) justDone.value = 'released';
  if (done) await readHeld();
}

/** @param {string} id @param {string} reason */
export async function setAside(id, reason) {
  const done = await attempt(() => ask('POST', `/quarantine/${id}/set_aside`, { reason }));
  if (done === null) justDone.value = 'set_aside';
  if (done === null) await readHeld();
}
