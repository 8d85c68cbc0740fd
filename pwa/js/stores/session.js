// Who is at work on this phone: enrolling, unlocking, locking.
import { computed, signal } from '@preact/signals';
import { bridge } from './phone.js';
import { watchState } from './sync_state.js';

const IDLE_MS = 5 * 60_000;

/** Who has a store on this phone. @type {import('@preact/signals').Signal<Status | null>} */
export const status = signal(null);
/** Who is at work; null while locked. @type {import('@preact/signals').Signal<Session | null>} */
export const session = signal(null);
/** Why the phone locked itself, for the first page afterwards. @type {import('@preact/signals').Signal<string | null>} */
export const lockedBecause = signal(null);

/** Whether somebody else is being enrolled on a phone that has people already. */
export const enrolling = signal(false);

/** @type {import('@preact/signals').Signal<Map<string, string>>} */
const staffNames = signal(new Map());
/** @type {import('@preact/signals').Signal<Map<string, { name: string, kind: string, parent: string | null }>>} */
const areas = signal(new Map());

/** The local day, in the county's time zone. */
export const today = computed(() => session.value?.today ?? '');

/** @param {string | null | undefined} id @returns {string | null} */
export const staffName = (id) => (id && staffNames.value.get(id)) || null;

/** @param {string | null | undefined} code @returns {string | null} */
export const areaName = (code) => (code && areas.value.get(code)?.name) || null;

/** What the areas of this phone are called, the leaves alone. */
export const areaNames = computed(() => leaves.value.map(({ name }) => name));

/** The areas in which somebody may live: leaves of the tree. */
export const leaves = computed(() => {
  const parents = new Set([...areas.value.values()].map((area) => area.parent));
  return [...areas.value]
    .filter(([code]) => !parents.has(code))
    .map(([code, area]) => ({ code, name: area.name }));
});

/** Follows the worker from the start: who is on this phone, whether this tab works, when it locks. */
export async function watchSession() {
  await readStatus();
  bridge().on('locked', ({ reason }) => void leave(reason));
}

/** Reads who is on this phone, with their wrong PINs and pauses. */
export async function readStatus() {
  status.value = await bridge().status();
}

/** Makes this tab the one that works; the other one writes its drafts first. */
export async function takeOver() {
  status.value = await bridge().takeOver();
}

/** @param {Enrolment} enrolment */
export async function enrol(enrolment) {
  await begin(await bridge().enrol(enrolment));
}

/**
 * @param {string} device
 * @param {string} pin
 * @throws {import('../worker/bridge.js').Trouble} wrong_pin, pause, cache_dropped, revoked
 */
export async function unlock(device, pin) {
  await begin(await bridge().unlock(device, pin));
}

/** @param {Session} begun */
async function begin(begun) {
  await Promise.all([watchState(), readNames()]);
  session.value = begun;
  watchIdle();
}

/** Names of places and colleagues, which change with what is pulled. */
export async function readNames() {
  const [staff, places] = await Promise.all([bridge().staff(), bridge().areas()]);
  staffNames.value = new Map(staff.map(({ id, name }) => [id, name]));
  areas.value = new Map(places.map((area) => [area.code, area]));
}

/** Locks: the draft goes to disk, the worker ends with every key it held, the page starts anew. */
export async function lock() {
  await bridge().lock();
  location.reload();
}

/**
 * The worker has let go by itself.
 *
 * @param {string} reason
 */
async function leave(reason) {
  lockedBecause.value = reason;
  session.value = null;
  status.value = await bridge().status();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let idle;

/** Locks when nobody has touched the phone for five minutes. */
function watchIdle() {
  const restart = () => {
    clearTimeout(idle);
    idle = setTimeout(lock, IDLE_MS);
  };
  for (const name of ['pointerdown', 'keydown', 'input', 'scroll']) {
    addEventListener(name, restart, { passive: true });
  }
  restart();
}
