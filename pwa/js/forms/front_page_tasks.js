// The tasks of a front page: what the planner says, less what is put off or lies in another lane.
import { naturalId } from '../rules/natural_keys.js';
import { inOrder, stands } from './front_page_documents.js';
import { daysOn } from './schedule_offsets.js';

/** @import { Planner } from './schedule.js' */
/** @import { Clock } from './schedule_clock.js' */
/** @import { FlatDocument } from './schedule_expressions.js' */
/** @import { Task } from './schedule_task.js' */
/** @import { View } from './front_page_view.js' */

/**
 * A task as pages and rows carry it: windows, and no state, which follows from them on the day.
 *
 * @typedef {object} DueTask
 * @property {string} id
 * @property {string} rule
 * @property {string} cycle
 * @property {string} form
 * @property {string} open
 * @property {string} due
 * @property {string} close
 * @property {number} priority
 * @property {string} reason
 * @property {string} [until]  Put off to this day, today or later
 * @property {true} [by_telephone]
 * @property {true} [resting]  While the resident is away
 */

/** Outcomes of a visit that put a task off. */
const PUT_OFF = ['postponed', 'not_home', 'refused'];
/** Stands for services of lanes that are not held here; the rule `record_update` knows it. */
const LAST_SERVICE = 'last_service';

/**
 * The schedule with the rule by which a service of another lane keeps a record up to date.
 *
 * @param {Record<string, any>} schedule
 */
export function withLastService(schedule) {
  const rules = schedule.rules.map((/** @type {Record<string, any>} */ rule) =>
    rule.id === 'record_update'
      ? { ...rule, satisfied_by: [...rule.satisfied_by, LAST_SERVICE] }
      : rule,
  );
  return { ...schedule, rules };
}

/**
 * Enrolments of one programme that overlap (two phones ticked it on different days) are one
 * span, the earliest.
 *
 * @param {FlatDocument[]} enrolments
 * @returns {FlatDocument[]}
 */
export function spansOf(enrolments) {
  /** @param {FlatDocument} doc */
  const place = (doc) => `${doc.programme} ${doc.date} ${doc.id}`;
  /** @type {FlatDocument[]} */
  const spans = [];
  for (const next of [...enrolments].sort((a, b) => (place(a) < place(b) ? -1 : 1))) {
    const span = spans.at(-1);
    if (span?.programme !== next.programme || (span?.ended_on && span.ended_on < next.date)) {
      spans.push({ ...next });
    } else if (span) {
      const bothEnded = span.ended_on && next.ended_on;
      const lastEnd = span.ended_on > next.ended_on ? span.ended_on : next.ended_on;
      span.ended_on = bothEnded ? lastEnd : null;
      span.notified_on ||= next.notified_on;
    }
  }
  return spans;
}

/**
 * To which day the newest visit put off each task it names.
 *
 * @param {View} view
 * @returns {Map<string, string>} Task id -> day
 */
function putOff({ forms, facts }) {
  /** @type {Map<string, string>} */
  const until = new Map();
  for (const visit of inOrder(forms, (facts.visits ?? []).filter(stands)))
    for (const item of visit.body.visit_items ?? []) {
      const next = item.item_next_attempt_date;
      const isOurs = item.item_resident === facts.resident.id;
      if (!isOurs || !next || !PUT_OFF.includes(item.item_outcome)) continue;
      for (const task of (item.item_tasks ?? '').split(';'))
        if (task.trim()) until.set(task.trim(), next);
    }
  return until;
}

/**
 * The facts for the planner: finished documents of the record and of one lane.
 *
 * @param {View} view
 * @param {string} lane
 * @param {string} today
 */
function factsFor(view, lane, today) {
  const { facts, entries, closure } = view;
  const documents = entries
    .filter((doc) => doc.isFinished && (doc.lane === 'record' || doc.lane === lane))
    .map((doc) => view.flat(doc, lane));
  const enrolments = documents.filter((doc) => doc.form === 'programme_enrolment');
  const others = documents.filter((doc) => doc.form !== 'programme_enrolment');
  const service = facts.last_service_on
    ? [{ id: LAST_SERVICE, form: LAST_SERVICE, date: facts.last_service_on }]
    : [];
  return {
    today,
    resident: { ...view.body(lane), record_status: closure ? 'closed' : 'active' },
    documents: [...others, ...spansOf(enrolments), ...service],
  };
}

/**
 * @param {Task} task
 * @param {string} id
 * @param {string | undefined} until
 * @param {Clock} clock
 * @returns {DueTask}
 */
function withoutState({ state, due, open, by_telephone: byTelephone, ...task }, id, until, clock) {
  const { rule, cycle, form, close, priority, reason } = task;
  // Late it stays, but nobody goes there before the day that was agreed.
  const isAwaited = state === 'overdue' && until && !clock.reached(daysOn(until, 1));
  return {
    ...{ id, rule, cycle, form, open, due, close, priority, reason },
    ...((state === 'deferred' || isAwaited) && { until }),
    ...(byTelephone && { by_telephone: byTelephone }),
    ...(state === 'away' && { resting: /** @type {const} */ (true) }),
  };
}

/**
 * The tasks of the record and one lane together.
 *
 * @param {View} view
 * @param {Planner} planner
 * @param {string} lane
 * @param {Clock} clock
 * @returns {DueTask[]}
 */
function tasksWith(view, planner, lane, clock) {
  const facts = factsFor(view, lane, clock.today);
  /** @param {Task} task */
  const idOf = ({ rule, cycle }) =>
    naturalId('planned_visit', view.facts.resident.id, rule, cycle);
  const until = putOff(view);
  let tasks = planner.plan(facts, clock);
  const deferrals = tasks.flatMap((task) => {
    const day = until.get(idOf(task));
    return day ? [{ rule: task.rule, cycle: task.cycle, until: day }] : [];
  });
  if (deferrals.length) tasks = planner.plan({ ...facts, deferrals }, clock);
  return tasks.map((task) =>
    withoutState(task, idOf(task), until.get(idOf(task)), clock),
  );
}

/**
 * The tasks of the view's lane. Of another lane than the record's: those that the record alone
 * has not, or has otherwise.
 *
 * @param {View} view
 * @param {Planner} planner
 * @param {Clock} clock
 * @returns {DueTask[]}
 */
export function dueOf(view, planner, clock) {
  const { lane } = view.facts;
  const tasks = tasksWith(view, planner, lane, clock);
  if (lane === 'record') return tasks;
  const base = new Set(
    tasksWith(view, planner, 'record', clock).map((task) => JSON.stringify(task)),
  );
  return tasks.filter((task) => !base.has(JSON.stringify(task)));
}
