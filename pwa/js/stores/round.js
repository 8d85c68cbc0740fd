// The doctor's round of today: doors in walking order, who lives there, what is due.
import { computed, effect, signal } from '@preact/signals';
import { depth, isLeft, isUntried } from '../rules/still_to_see.js';
import { bridge } from './phone.js';
import { readNames } from './session.js';
import { state } from './sync_state.js';

/** How many doors come from the worker at first, and with each further look down. */
const PAGE = 40;
/** How many people are drawn at once: more than fit a screen, and no tap waits for them. */
const SCREENFUL = 6;

/** @type {import('@preact/signals').Signal<Round | null>} */
export const round = signal(null);
/** Drafts that were left open, the newest first. @type {import('@preact/signals').Signal<DraftHead[]>} */
export const drafts = signal([]);
/** Which state is shown; null: all. @type {import('@preact/signals').Signal<string | null>} */
export const filter = signal(null);

const shown = signal(PAGE);
const drawn = signal(SCREENFUL);

/** The order in which the filters stand: what presses most first. */
const FILTERS = ['urgent', 'overdue', 'due', 'not_home', 'refused', 'deferred', 'done'];

/**
 * Whether a list offers to call: of whom a number is known, and who still lives here. The number
 * itself lies in the folder.
 *
 * @param {{ flags: string[] }} row
 */
export const mayCall = ({ flags }) => !flags.includes('no_phone') && !flags.includes('closed');

/** Filters that hold somebody, with their counts. */
export const filters = computed(() => {
  const counts = round.value?.counts ?? {};
  const known = FILTERS.filter((state) => counts[state]);
  const others = Object.keys(counts).filter(
    (state) => counts[state] && !FILTERS.includes(state),
  );
  return [...known, ...others].map((state) => ({ state, count: counts[state] }));
});

/** The doors as they are walked: who was tried sinks, what is done to the end. */
export const stops = computed(() => {
  const wanted = filter.value;
  return (round.value?.stops ?? [])
    .map((stop) => ({
      ...stop,
      rows: stop.rows.filter((row) => !wanted || row.state === wanted),
    }))
    .filter((stop) => stop.rows.length > 0)
    .sort((a, b) => depth(a.rows) - depth(b.rows));
});

/** The doors that are drawn: those one has looked down to. */
export const inSight = computed(() => {
  let people = 0;
  // A door is drawn whole, however many live behind it.
  const beyond = stops.value.findIndex(({ rows }) => {
    const isBeyond = people >= drawn.value;
    people += rows.length;
    return isBeyond;
  });
  return beyond < 0 ? stops.value : stops.value.slice(0, beyond);
});

/** What is left of the day: doors and people. */
export const left = computed(() => round.value?.left ?? { households: 0, residents: 0 });

/** The first door with somebody still to see; where nobody was home, after all others. */
export const nextStop = computed(() => {
  const all = round.value?.stops ?? [];
  return (
    all.find((stop) => stop.rows.some(isUntried)) ??
    all.find((stop) => stop.rows.some(isLeft)) ??
    null
  );
});

const isWhole = computed(() => (round.value?.total ?? 0) <= (round.value?.stops.length ?? 0));

/** Whether the list goes on below what is drawn. */
export const hasMore = computed(
  () => !isWhole.value || inSight.value.length < stops.value.length,
);

/** Whether the day's list stands, also where nobody is on it. Before the first records came none does. */
export const isListed = computed(
  () =>
    round.value !== null &&
    (round.value.residents > 0 || Boolean(state.value?.loaded.complete)),
);

/** Reads the round from this phone, and the drafts that stand on top of it. */
export async function readRound() {
  const reading = bridge().round({ offset: 0, limit: shown.value });
  if (!isListed.value) {
    round.value = await reading;
    // The first list is drawn before anything else is asked of the disk.
    await new Promise((go) => setTimeout(go));
    // On a new phone nobody has typed anything yet: its first list comes with the sync.
    if (!isListed.value) return;
  }
  const [next, open] = await Promise.all([reading, bridge().draft.list()]);
  round.value = next;
  drafts.value = open;
}

/**
 * Shows only those of one state, of the whole list.
 *
 * @param {string | null} state
 */
export async function show(state) {
  filter.value = state;
  if (state && !isWhole.value) {
    shown.value = round.value?.total ?? shown.value;
    await readRound();
  }
}

/** The list is left: coming back it is drawn from its top, as at first. */
export function fold() {
  drawn.value = SCREENFUL;
}

/** Shows more doors. */
export async function showMore() {
  drawn.value = inSight.value.flatMap(({ rows }) => rows).length + SCREENFUL;
  if (isWhole.value || inSight.value.length < stops.value.length) return;
  shown.value += PAGE;
  await readRound();
}

/** Follows the worker: after a save or a pull the round is read again. */
export function watchRound() {
  bridge().on('round', () => void Promise.all([readRound(), readNames()]));
  // A filter that has become empty would hide the whole list.
  effect(() => {
    if (filter.value && !round.value?.counts[filter.value]) filter.value = null;
  });
}
