// Before leaving: is everything on this phone that the day needs?
import { computed, signal } from '@preact/signals';
import { daysBetween } from '../rules/dates.js';
import { askToKeep } from './browser.js';
import { session, today } from './session.js';
import { clockIsOff, state } from './sync_state.js';

/** Less room than this, and photographs are the first to go. */
const LITTLE_ROOM = 200e6;
const FEW_LEASE_DAYS = 2;

/**
 * What the browser says of its storage; null while that is not known.
 *
 * @type {import('@preact/signals').Signal<{ free: number, persistent: boolean } | null>}
 */
const storage = signal(null);

/** Asks the browser to keep what is stored, and how much room there is. */
export async function readReadiness() {
  if (!navigator.storage?.estimate) return;
  const persistent = await askToKeep();
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  storage.value = { free: quota - usage, persistent };
}

/**
 * @typedef {object} Check
 * @property {'records' | 'room' | 'clock' | 'lease' | 'sent'} id
 * @property {boolean} good
 * @property {any} [detail] A number or a date, where that is known
 */

/** @type {import('@preact/signals').ReadonlySignal<Check[]>} */
export const checks = computed(() => {
  const at = state.value;
  if (!at) return [];
  const until = (at.lease_until ?? session.value?.lease_until)?.slice(0, 10) ?? null;
  return [
    { id: 'records', good: at.loaded.complete, detail: at.loaded.residents },
    {
      id: 'room',
      good:
        !at.full &&
        storage.value !== null &&
        storage.value.persistent &&
        storage.value.free > LITTLE_ROOM,
      detail: storage.value,
    },
    { id: 'clock', good: !clockIsOff.value, detail: at.clock_offset_ms },
    {
      id: 'lease',
      good: until === null || daysBetween(today.value, until) >= FEW_LEASE_DAYS,
      detail: until,
    },
    { id: 'sent', good: at.safe && at.waiting === 0, detail: at.waiting },
  ];
});

/** How many things are missing before one can leave. */
export const missingForTheDay = computed(() => checks.value.filter(({ good }) => !good).length);
