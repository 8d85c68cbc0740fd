// Who is at work on this phone: enrolling, unlocking, locking.
import { computed, signal } from '@preact/signals';
import { Trouble } from '../worker/bridge.js';
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

/** Somebody who has no store here yet wants one. */
export async function addPerson() {
  await startAnewFor(null);
  enrolling.value = true;
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
  await startAnewFor(device);
  await begin(await bridge().unlock(device, pin));
}

/** Whose screens and forms this page still holds in memory, though it is locked. @type {string | null} */
let holds = null;

/**
 * Somebody else begins with a page that holds nothing of the one before.
 *
 * @param {string | null} device
 * @throws {Trouble} full: what the one before has typed has no room on disk, and is in this page alone
 */
async function startAnewFor(device) {
  if (holds === null || holds === device) return;
  if (bridge().draft.waits()) throw new Trouble('full');
  location.reload();
  await new Promise(() => {});
}

/** @param {Session} begun */
async function begin(begun) {
  holds = begun.device;
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

/**
 * Locks: the draft goes to disk, the worker ends with every key it held, the page starts anew. On a
 * full phone the newest letters are in this page alone: it shuts and shows nothing, but stays.
 */
export async function lock() {
  if (await bridge().lock()) location.reload();
  else await takeOver();
}

/**
 * The worker has let go by itself. Another tab may go on with what this page holds: it starts anew,
 * but for what a full phone has not taken.
 *
 * @param {string} reason
 */
async function leave(reason) {
  const isKept = reason === 'taken' || !bridge().draft.waits();
  if (isKept && reason !== 'revoked') return location.reload();
  lockedBecause.value = reason;
  session.value = null;
  status.value = await bridge().status();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let idle;
/** When the phone was touched last, by its clock: timers stand still while it sleeps. */
let touched_at = 0;

/** Locks when nobody has touched the phone for five minutes, awake or asleep. */
function watchIdle() {
  for (const name of ['pointerdown', 'keydown', 'input', 'scroll']) {
    addEventListener(name, touched, { passive: true });
  }
  document.addEventListener('visibilitychange', lockIfIdle);
  touched_at = Date.now();
  touched();
}

function touched() {
  if (lockIfIdle()) return;
  touched_at = Date.now();
  clearTimeout(idle);
  idle = setTimeout(lock, IDLE_MS);
}

/** @returns {boolean} Whether nobody has touched it for so long */
function lockIfIdle() {
  const isIdle = session.value !== null && Date.now() - touched_at >= IDLE_MS;
  if (isIdle) void lock();
  return isIdle;
}
