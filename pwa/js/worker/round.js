// The day's list: doors in walking order, who is due behind them, what is done sinks. Pure.
import { taskState } from '../forms/task_state.js';
import { depth, isLeft, isOpen, wasTried } from '../rules/still_to_see.js';
import { dayOn } from '../sync/open_store.js';
import { isHomonym, placeOf } from './residents.js';
import { compareDoors } from './walking_order.js';

/** @typedef {import('../sync/open_store.js').Day} Day */
/** @typedef {import('./residents.js').Residents} Residents */

/** The most pressing first; whoever has only what is not among them is not on the list. */
const STATES = ['urgent', 'overdue', 'due', 'not_home', 'refused', 'deferred', 'done'];

/** What is to be done at once waits for no other day. */
const AT_ONCE = 1;

/** How a row stands for the rest of the day on which it was tried. @type {Record<string, string>} */
const AFTER = { not_home: 'not_home', refused: 'refused', postponed: 'deferred' };

/**
 * @param {Residents} residents
 * @param {object} given
 * @param {string} given.today
 * @param {Day} given.day What was done on this phone on a day
 * @param {(resident: string) => RecordState} given.stateOf
 * @returns {Omit<Round, 'today' | 'total'>} The whole list
 */
export function roundOf(residents, { today, day, stateOf }) {
  /** @type {Map<string, Stop>} */
  const stops = new Map();
  /** @type {Record<string, number>} */
  const counts = {};
  const doneToday = day.on === today ? day : dayOn(today);
  const left = { households: 0, residents: 0 };
  let people = 0;
  let putOff = 0;
  for (const row of residents.people.values()) {
    const stopRow = rowOf(residents, row, { today, day: doneToday, stateOf });
    if (!stopRow) continue;
    counts[stopRow.state] = (counts[stopRow.state] ?? 0) + 1;
    people += 1;
    putOff += Number(isPutOffToday(stopRow));
    left.residents += Number(isLeft(stopRow));
    stopFor(stops, residents, row).rows.push(stopRow);
  }
  for (const stop of stops.values()) {
    stop.rows.sort(
      (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || compareIds(a, b),
    );
    stop.done = !stop.rows.some(isOpen);
    left.households += Number(stop.rows.some(isLeft));
  }
  const ordered = [...stops.values()].sort(
    (a, b) => depth(a.rows) - depth(b.rows) || compareDoors(a, b),
  );
  const walked = ordered.filter(({ rows }) => rows.some(wasWalked)).length;
  return { stops: ordered, counts, residents: people, left, walked, put_off: putOff };
}

/**
 * One door of the list, however far down it stands.
 *
 * @param {Residents} residents
 * @param {Parameters<typeof roundOf>[1]} given
 * @param {string} household
 * @returns {Stop | null} Null: nothing to do there today
 */
export function stopOf(residents, given, household) {
  const members = residents.members.get(household) ?? [];
  const people = new Map(members.map((row) => [row.id, row]));
  return roundOf({ ...residents, people }, given).stops[0] ?? null;
}

/** Who said today that one comes another day; not who had said so before. @param {StopRow} row */
const isPutOffToday = (row) => row.state === 'deferred' && wasTried(row);

/** Whose door is behind one for today. @param {StopRow} row */
const wasWalked = (row) =>
  row.state === 'done' || row.state === 'refused' || isPutOffToday(row);

/** @param {StopRow} a @param {StopRow} b */
const compareIds = (a, b) => (a.resident < b.resident ? -1 : 1);

/** @param {Map<string, Stop>} stops @param {Residents} residents @param {IndexRow} row */
function stopFor(stops, residents, row) {
  const key = row.household ?? row.id;
  let stop = stops.get(key);
  if (!stop) {
    const { area, door } = placeOf(residents, row);
    stop = { household: row.household ?? null, area, door, rows: [], done: false };
    stops.set(key, stop);
  }
  return stop;
}

/**
 * @param {Residents} residents
 * @param {IndexRow} row
 * @param {{ today: string, day: Pick<Day, 'done' | 'tried' | 'again'>, stateOf: (resident: string) => RecordState }} given
 * @returns {StopRow | null} Null: nothing to do there today
 */
function rowOf(residents, row, { today, day, stateOf }) {
  const lanes = residents.lanes.get(row.id) ?? [];
  const tasks = [row, ...lanes]
    .flatMap((each) => each.tasks)
    .map((task) => ({ ...task, state: stateInList(row, task, today) }))
    .filter(({ state }) => STATES.includes(state))
    .sort(
      (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || a.priority - b.priority,
    );
  const done = day.done[row.id] ?? [];
  const state = stateFor(row, tasks[0]?.state, done, day.tried[row.id]);
  if (!state) return null;
  return {
    resident: row.id,
    name: row.name ?? null,
    sex: row.sex ?? null,
    birth_date: row.birth_date ?? null,
    flags: row.flags,
    homonym: isHomonym(residents, row),
    tasks,
    last: readingFor(row, tasks[0]?.rule ?? done[0] ?? ''),
    state,
    done,
    tried: day.tried[row.id] ?? null,
    again: day.again?.[row.id] ?? null,
    record: stateOf(row.id),
    local: row.local === true,
  };
}

/**
 * How a task stands in the list. What is late stays late on the page and in figures; here it waits
 * for the day that was agreed, unless somebody is in danger.
 *
 * @param {IndexRow} row
 * @param {IndexRow['tasks'][number]} task
 * @param {string} today
 */
function stateInList({ flags }, task, today) {
  const state = taskState(task, today);
  const isDanger = task.priority === AT_ONCE || flags.includes('alert');
  const waits = state === 'overdue' && task.until !== undefined && today < task.until;
  return waits && !isDanger ? 'deferred' : state;
}

/**
 * @param {IndexRow} row
 * @param {string | undefined} pressing
 * @param {string[]} done
 * @param {string | undefined} tried
 */
function stateFor({ flags }, pressing, done, tried) {
  const isWork = pressing === 'due' || pressing === 'overdue';
  // Of who is away only the coming back is due, and not on the day on which it was said.
  if (tried === 'away' && done.length > 0) return 'done';
  if (isWork && flags.includes('alert')) return 'urgent';
  // What came of it today is said first; without another day it is overdue again tomorrow.
  if (isWork) return AFTER[tried ?? ''] ?? pressing;
  if (done.length > 0) return 'done';
  return pressing === 'deferred' ? (AFTER[tried ?? ''] ?? pressing) : null;
}

/**
 * The value that belongs to why one goes there, else the newest that there is.
 *
 * @param {IndexRow} row
 * @param {string} rule
 * @returns {Reading | null}
 */
function readingFor({ last }, rule) {
  const own = Object.entries(last).find(([population]) =>
    rule.startsWith(population.replace('type_2_', '').slice(0, 8)),
  );
  if (own) return own[1];
  return Object.values(last).reduce(
    (/** @type {Reading | null} */ newest, each) =>
      newest && newest.date >= each.date ? newest : each,
    null,
  );
}
