// What the pill says: how the phone stands towards the centre, as the worker knows it.
import { computed, signal } from '@preact/signals';
import { offsetNow } from '../rules/clock_offset.js';
import { bridge } from './phone.js';

/** @type {import('@preact/signals').Signal<SyncState | null>} */
export const state = signal(null);

/** The entries that the centre has not answered, or not taken. @type {import('@preact/signals').Signal<Entry[]>} */
export const entries = signal([]);

/** What the centre did not take, and what it took but finds wanting. @type {import('@preact/signals').Signal<Entry[]>} */
export const wanting = signal([]);

/** What the centre acknowledged last; where nothing was ever sent from here, its last answer. */
export const heardAt = computed(
  () => state.value?.acknowledged_at ?? state.value?.checked_at ?? null,
);

export const clockIsOff = computed(() => Math.abs(state.value?.clock_offset_ms ?? 0) > 120_000);

/**
 * What time it is at the centre, as far as the phone can tell: what is kept for others to read.
 *
 * @returns {string} To the second, in UTC
 */
export function now() {
  const { clock_offset_ms: offset_ms = null, checked_at } = state.value ?? {};
  const at = new Date(Date.now() - offsetNow({ offset_ms, checked_at }));
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** Follows the worker from now on. */
export async function watchState() {
  bridge().on('state', (next) => {
    state.value = next;
  });
  state.value = await bridge().state();
}

/** Reads what the sheet behind the pill lists. */
export async function readEntries() {
  const [all, attention] = await Promise.all([bridge().outbox(), bridge().needsAttention()]);
  entries.value = all;
  wanting.value = attention;
}

/** Sends and fetches now; the answer is what `state` says afterwards. */
export async function syncNow() {
  state.value = await bridge().syncNow();
  await readEntries();
}

/**
 * The unsent entries, sealed for the county, as a file that a colleague can carry.
 *
 * @param {string} [device] Of a store that is locked; else of the one that is open
 * @returns {Promise<Blob>}
 */
export const capsule = (device) => bridge().capsule(device);
