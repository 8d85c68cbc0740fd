// One rule of the schedule, made ready: from which dates it counts and what satisfies it.
import { condition, question } from './schedule_expressions.js';

/** @import { FlatDocument, Question, Round } from './schedule_expressions.js' */

/**
 * A date a rule counts from; its owner is the document it stands in, where the rule plans per
 * document. `owner.id` names the tasks.
 *
 * @typedef {{date: string, owner: FlatDocument | null}} Anchor
 */

/**
 * @typedef {object} Rule
 * @property {Record<string, any>} definition  As written in the schedule
 * @property {Question} applies
 * @property {(round: Round) => Anchor[]} anchors  Those whose plan has not ended
 * @property {(round: Round, anchor: Anchor) => FlatDocument[]} satisfying  Up to today, oldest first
 * @property {(round: Round, document: FlatDocument | undefined) => any} flagged
 *   The document with the rule's flags
 * @property {Question} quota  Whether a document counts for `per_year`
 * @property {(round: Round, cases: Case[] | undefined, documents?: Record<string, any>) => Case | undefined} choose
 */

/**
 * One case of `next`, one point, or the rule itself: what a task has of its own.
 *
 * @typedef {Record<string, any>} Case
 */

/**
 * By (date, id): the order in which the schedule looks at documents.
 *
 * @param {{date: string, id: string}} a
 * @param {{date: string, id: string}} b
 */
export function byDate(a, b) {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/**
 * @param {Record<string, any>} definition
 * @returns {(round: Round) => Anchor[]}
 */
function anchorsOf({ anchor, ends_if: endsIf }) {
  // Once in each period, whoever it is: counted from ever.
  if (!anchor) return () => [{ date: '1900-01-01', owner: null }];
  const [date, where] = [question(anchor.date), condition(anchor.where)];
  const ended = endsIf === undefined ? () => false : question(endsIf);
  return (round) => {
    const owners = anchor.each ? (round.byForm.get(anchor.each) ?? []) : [null];
    const found = [];
    for (const owner of owners) {
      const documents = owner ? { doc: owner } : undefined;
      if (owner && !where(round, documents)) continue;
      const on = date(round, documents);
      if (on && !ended(round, documents)) found.push({ date: on, owner });
    }
    return found;
  };
}

/**
 * @param {Record<string, any>} definition
 * @returns {Rule['satisfying']}
 */
function satisfyingOf({ form, satisfied_by: satisfiedBy = [form], match }) {
  const wanted = satisfiedBy.map((/** @type {any} */ one) => ({
    form: one.form ?? one,
    where: condition(one.where),
  }));
  return (round, anchor) => {
    /** @type {FlatDocument[]} */
    const found = [];
    for (const { form, where } of wanted)
      for (const doc of round.byForm.get(form) ?? [])
        if (
          (!match || doc[match] === anchor.owner?.id) &&
          where(round, { doc }) &&
          round.clock.reached(doc.date)
        )
          found.push(doc);
    return wanted.length > 1 ? found.sort(byDate) : found;
  };
}

/**
 * @param {Record<string, any>} definition
 * @returns {Rule['flagged']}
 */
function flaggedOf({ flags = {} }) {
  const asked = Object.entries(flags).map(([name, text]) => /** @type {const} */ ([name, question(text)]));
  return (round, doc) =>
    doc && { ...doc, ...Object.fromEntries(asked.map(([name, ask]) => [name, ask(round, { doc })])) };
}

/**
 * @param {Record<string, any>} definition  As written in the schedule
 * @returns {Rule}
 */
export function readRule(definition) {
  const whens = new Map(
    (definition.next ?? []).map((/** @type {Case} */ one) => [one, condition(one.when)]),
  );
  return {
    definition,
    applies: condition(definition.applies_if),
    anchors: anchorsOf(definition),
    satisfying: satisfyingOf(definition),
    flagged: flaggedOf(definition),
    quota: condition(definition.per_year?.where),
    choose: (round, cases, documents) => cases?.find((one) => whens.get(one)?.(round, documents)),
  };
}
