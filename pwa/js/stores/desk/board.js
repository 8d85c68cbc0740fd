// The board: what was due and what became of it, and the names behind each number.
import { computed, signal } from '@preact/signals';
import { daysBetween } from '../../rules/dates.js';
import { ask } from './ask.js';
import { attempt } from './session.js';

/** @typedef {{ planned: number, done: number, missed: number, refused: number, not_home: number, waiting: number }} Counts */
/** @typedef {Counts & { key: string | null, name: string, areas?: string[], heard_at?: string | null, conflicts?: number }} BoardRow */
/** @typedef {{ id: string, name: string, sex: string | null, birth_date: string | null, door: string | null, area: string, record_code?: string | null }} Listed */
/** @typedef {{ document: string, form: string, day: string | null, values: Record<string, any> }} Cause */
/** @typedef {{ resident: Listed, doctor: string | null, since: string, due_on: string | null, code: string | null, rule: string | null, task: string | null, cause: Cause | null }} Urgent */
/** @typedef {{ from: string, to: string, today: string, as_of: string, place: string, total: Counts, doctors: BoardRow[], grids: BoardRow[], urgent: Urgent[], conflicts: number, waiting: number }} Board */
/** @typedef {{ id: string, rule: string, priority: number, due_on: string, close_on: string, done_on: string | null, tries: number, last_outcome: string | null, state: string, resident: Listed, last: { item: string, value: any, date: string } | null }} BoardTask */
/** @typedef {{ document: string, day: string, outcome: string, by: string | null }} Tried */
/** @typedef {{ document: string, form: string, day: string, qualified: boolean, errors: number, missing: number, by: string | null }} Served */
/** @typedef {BoardTask & { visits: Tried[], services: Served[] }} WholeTask */

/** States of tasks, the pressing ones first. */
export const STATES = /** @type {const} */ ([
  'missed',
  'not_home',
  'refused',
  'waiting',
  'done',
]);

/** @type {import('@preact/signals').Signal<Board | null>} */
export const board = signal(null);
/** @type {import('@preact/signals').Signal<BoardTask[] | null>} */
export const tasks = signal(null);
/** @type {import('@preact/signals').Signal<WholeTask | null>} */
export const task = signal(null);

/** The county's day, as the centre said it. */
export const today = computed(() => board.value?.today ?? '');

/** @param {string} period */
export async function readBoard(period) {
  const read = await attempt(() => ask('GET', `/board?period=${period}`));
  if (read) board.value = read;
}

/**
 * Reads the tasks of a doctor or grid.
 *
 * @param {{ kind: string, key: string, period: string, state: string }} which
 */
export async function readTasks({ kind, key, period, state }) {
  tasks.value = null;
  const asked = new URLSearchParams({ period, [kind === 'grid' ? 'area' : 'doctor']: key });
  if (state) asked.set('state', state);
  const read = await attempt(() => ask('GET', `/board/tasks?${asked}`));
  if (read) tasks.value = read;
}

/** @param {string} id */
export async function readTask(id) {
  task.value = null;
  const read = await attempt(() => ask('GET', `/board/tasks/${id}`));
  if (read) task.value = read;
}

/** @param {Counts} counts @returns {number | null} Whole percents done; null: nothing was due */
export function shareDone({ planned, done }) {
  // Never rounded up to all: 199 of 200 is not everybody.
  return planned ? Math.floor((done / planned) * 100) : null;
}

/**
 * How the whole divides, for a bar.
 *
 * @param {Counts} counts
 * @returns {{ kind: 'done' | 'late' | 'due', amount: number }[]}
 */
export const barsOf = ({ planned, done, missed }) => [
  { kind: 'done', amount: done },
  { kind: 'late', amount: missed },
  { kind: 'due', amount: planned - done - missed },
];

/**
 * The first state that has somebody in it, so that a panel opens on what presses.
 *
 * @param {Counts} counts
 * @returns {(typeof STATES)[number]}
 */
export const pressingState = (counts) => STATES.find((state) => counts[state] > 0) ?? 'missed';

/** After so many days without contact a phone may hold what nobody knows of. */
export const SILENT_DAYS = 2;

/**
 * @param {string | null | undefined} heardAt  An instant
 * @param {string} now  An instant
 * @returns {number} Whole days since a phone was heard of; 0 where none ever was
 */
export function silentDays(heardAt, now) {
  if (!heardAt) return 0;
  const days = (Date.parse(now) - Date.parse(heardAt)) / 86_400_000;
  return Math.max(0, Math.floor(days));
}

/** @param {string} day @param {string} on @returns {number} Days late, negative before */
export const daysLate = (day, on) => daysBetween(day, on);
