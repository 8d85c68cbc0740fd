// From a window to a task: out of sight, put off, resting, or to be done.
import { daysOn } from './schedule_offsets.js';
import { taskState } from './task_state.js';

/** @import { Absence, Round } from './schedule_expressions.js' */
/** @import { Rule } from './schedule_rule.js' */
/** @import { Window } from './schedule_windows.js' */
/** @import { TaskState } from './task_state.js' */

/**
 * @typedef {object} Task
 * @property {string} rule
 * @property {string} cycle
 * @property {string} form
 * @property {string} due
 * @property {string} open
 * @property {string} close
 * @property {TaskState} state
 * @property {number} priority  1 at once, 2 within days, 3 regular, 4 when passing by
 * @property {string} reason
 * @property {true} [by_telephone]  Away, and the norm allows a call
 */

/** How many days ahead a task is listed. */
const HORIZON_DAYS = 30;
/** After the return, days in which what came due meanwhile is not yet overdue. */
const GRACE_DAYS = 14;
/** Of this priority nothing rests. */
const AT_ONCE = 1;

/**
 * The spans in which the resident was away, oldest first; an open one after a closed one.
 *
 * @param {Record<string, any>[]} absences  Documents of the form absence
 * @returns {Absence[]}
 */
export function spansAway(absences) {
  return absences
    .filter((doc) => doc.away_since)
    .map((doc) => ({ since: doc.away_since, back: doc.back_on || null }))
    .sort((a, b) => (a.since + (a.back ?? '9') < b.since + (b.back ?? '9') ? -1 : 1));
}

/**
 * Whether the resident is away, and the close of a task with the days of grace after a return.
 *
 * @param {Round} round
 * @param {string} close
 */
function whileAway({ clock, absences }, close) {
  let away = false;
  for (const { since, back } of absences) {
    away ||= clock.reached(since) && !(back && clock.reached(back));
    if (!back || since > close) continue;
    const graceEnds = daysOn(back, GRACE_DAYS);
    if (close < graceEnds && clock.reached(back)) close = graceEnds;
  }
  return { away, close };
}

/**
 * The day to which the task was put off, while that holds.
 *
 * @param {Round} round
 * @param {string} rule
 * @param {Window} window
 * @returns {string | null}
 */
function deferredUntil({ facts, clock }, rule, { cycle, close }) {
  let until = null;
  for (const deferral of facts.deferrals ?? [])
    if (
      deferral.rule === rule &&
      deferral.cycle === cycle &&
      !clock.reached(deferral.until) &&
      !clock.reached(daysOn(close, 1))
    )
      until = until === null || deferral.until > until ? deferral.until : until;
  return until;
}

/**
 * The task of a window, or null where it is out of sight: not yet within the horizon, or past
 * the last day on which it counts.
 *
 * @param {Rule} rule
 * @param {Round} round
 * @param {Window} planned
 * @returns {Task | null}
 */
export function taskOf({ definition: rule }, round, planned) {
  const { clock } = round;
  const { away, close } = whileAway(round, planned.close);
  if (planned.late && clock.reached(daysOn(planned.late, 1))) return null;
  if (!clock.reached(daysOn(planned.open, -(rule.horizon ?? HORIZON_DAYS)))) return null;

  const own = planned.case;
  const window = { ...planned, close };
  const until = deferredUntil(round, rule.id, window);
  const priority = own.priority ?? rule.priority ?? 3;
  const mayRest = away && rule.while_away !== 'keep';
  const resting = mayRest && priority > AT_ONCE && (until !== null || clock.reached(window.open));
  const state = taskState({ ...window, until: until ?? undefined, resting }, clock.today);
  return {
    rule: rule.id,
    cycle: window.cycle,
    form: own.form ?? rule.form,
    due: until !== null && until > window.due ? until : window.due,
    open: window.open,
    close,
    state,
    priority,
    reason: own.reason ?? rule.reason ?? rule.id,
    ...(mayRest && rule.by_telephone && { by_telephone: /** @type {const} */ (true) }),
  };
}
