// The planner: which services are due to a resident (or an institution) on a day, and why.
import { clockOf } from './schedule_clock.js';
import { question } from './schedule_expressions.js';
import { byDate, readRule } from './schedule_rule.js';
import { spansAway, taskOf } from './schedule_task.js';
import { KINDS } from './schedule_windows.js';

/** @import { Clock } from './schedule_clock.js' */
/** @import { FlatDocument, Round } from './schedule_expressions.js' */
/** @import { Rule } from './schedule_rule.js' */
/** @import { Task } from './schedule_task.js' */

/**
 * What is known of a resident, or of an institution, on the day `today`.
 *
 * @typedef {object} PlanFacts
 * @property {string} today
 * @property {Record<string, any>} [resident]  Fields of resident_basic, and record_status
 * @property {Record<string, any>} [institution]  kind, active
 * @property {FlatDocument[]} documents  Finished ones, computed fields included
 * @property {{rule: string, cycle: string, until: string}[]} [deferrals]
 */

/** @typedef {{plan: (facts: PlanFacts, clock?: Clock) => Task[]}} Planner */

/**
 * @param {FlatDocument[]} documents
 * @returns {Map<string, FlatDocument[]>}
 */
function oldestFirst(documents) {
  /** @type {Map<string, FlatDocument[]>} */
  const byForm = new Map();
  for (const doc of documents) {
    const alike = byForm.get(doc.form);
    if (alike) alike.push(doc);
    else byForm.set(doc.form, [doc]);
  }
  for (const alike of byForm.values()) alike.sort(byDate);
  return byForm;
}

/**
 * @param {Task} a
 * @param {Task} b
 */
function byUrgency(a, b) {
  if (a.priority !== b.priority) return a.priority - b.priority;
  for (const key of /** @type {const} */ (['due', 'rule', 'cycle']))
    if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  return 0;
}

/**
 * A planner for the forms that are loaded. A rule whose form is not among them plans nothing,
 * for what it asks for could not be filled in.
 *
 * `plan` is pure: the same facts and the same day give the same tasks, on the phone and at the
 * centre. They come by priority, due date, rule, cycle.
 *
 * @param {ReadonlyMap<string, unknown>} forms
 * @param {Record<string, any>} schedule  Of schedule.yaml
 * @returns {Planner}
 */
export function createPlanner(forms, schedule) {
  /** @type {Rule[]} */
  const rules = schedule.rules
    .filter((/** @type {any} */ rule) => forms.has(rule.form))
    .map(readRule);
  const hidden = new Map(rules.map(({ definition: d }) => [d.id, d.supersedes ?? []]));
  const served = {
    resident: question(schedule.requires.resident),
    institution: question(schedule.requires.institution),
  };

  /** @param {Rule} rule @param {Round} round */
  const tasksOf = (rule, round) =>
    rule.anchors(round).flatMap((anchor) => {
      const windows = KINDS[rule.definition.kind];
      return windows(rule, round, anchor, rule.satisfying(round, anchor))
        .map((window) => taskOf(rule, round, window))
        .filter((task) => task !== null);
    });

  return {
    plan(facts, clock = clockOf(facts.today)) {
      const byForm = oldestFirst(facts.documents);
      const absences = spansAway(byForm.get('absence') ?? []);
      const round = { facts, clock, byForm, absences };
      const subject = facts.institution ? 'institution' : 'resident';
      if (!served[subject](round)) return [];
      const tasks = /** @type {Task[]} */ (
        rules
          .filter(({ definition }) => (definition.subject ?? 'resident') === subject)
          .filter((rule) => rule.applies(round))
          .flatMap((rule) => tasksOf(rule, round))
      );
      /** @param {Task} task */
      const isHidden = (task) =>
        tasks.some((other) => hidden.get(other.rule).includes(task.rule) && other.due <= task.close);
      return tasks.filter((task) => !isHidden(task)).sort(byUrgency);
    },
  };
}
