// What a form asks on the screen, in which order: steps and spoken questions, read from its definition alone.
import { holds } from '../forms/expressions.js';
import { isSet } from '../forms/values.js';

/** @import { Body, Field, Form } from '../forms/load.js' */
/** @import { FormScope } from '../forms/form_scope.js' */

/**
 * One spoken question.
 *
 * - `none_of`: lists with an option that excludes all others, asked in one breath ("anything the matter?")
 * - `numbers`: figures typed one after another on the pad
 * - `as_last`: habits; one tap takes last time's values
 * - `together`: what a form's own file answers in one (see screens/usual_answers.js)
 * - `suggested`: a proposal, in words
 * - `put_in`: what was put in by itself and can be changed
 * - `field`: anything else
 *
 * @typedef {object} Question
 * @property {string} id
 * @property {'none_of' | 'numbers' | 'as_last' | 'together' | 'suggested' | 'put_in' | 'field'} kind
 * @property {Field[]} fields
 */

/**
 * @typedef {object} Step
 * @property {string} id
 * @property {Record<string, string>} title
 * @property {Question[]} questions
 * @property {Field[]} more What may be said beside, folded until asked for
 */

/**
 * Fields that one answer covers, of a form that has them all.
 *
 * @typedef {{ id: string, fields: string[] }} Together
 */

const NUMBERS = new Set(['integer', 'decimal']);

/** @param {Field} field */
export const isNumber = (field) => NUMBERS.has(field.type);

/** @param {Field} field The option that excludes all others, if there is one */
export const noneOption = (field) =>
  field.type === 'choices' ? field.options.find((option) => option.exclusive) : undefined;

/** @param {Field} field */
const isPutIn = ({ id, definition }) => 'prefill' in definition || id === 'visit_mode';

/** @param {Field} field */
const isSuggested = ({ definition }) => 'suggest' in definition || 'suggested_by' in definition;

/**
 * Whether a field belongs to what is asked of everybody, rather than to what may be said beside.
 *
 * @param {Form} form
 * @param {Field} field
 * @param {FormScope} scope
 */
function isAsked(form, field, scope) {
  if (field.definition.summary || isCounted(field, scope)) return true;
  // A check that looks at a choice asks for it, though no rule counts it (danger signs).
  return (
    Boolean(noneOption(field)) && form.checks.some((check) => check.fields?.includes(field.id))
  );
}

/** @param {any} rule `true`, `always` or {when} @param {FormScope} scope */
const isTrue = (rule, scope) => Boolean(rule) && (!rule.when || holds(rule.when, scope));

/**
 * @param {Form} form
 * @param {FormScope} scope The body as it stands: what is shown depends on the answers so far
 * @param {Body} last Last time's values, which habits can be taken from
 * @param {readonly Together[]} [togethers]
 * @returns {Step[]}
 */
export function stepsOf(form, scope, last, togethers = []) {
  /** @type {Step[]} */
  const steps = [];
  for (const section of form.sections) {
    if (!scope.showsSection(section.id)) continue;
    const fields = form.fields.filter(
      (field) => field.section === section.id && isFilledIn(field, scope),
    );
    const { questions, more } = questionsOf(form, fields, scope, last, togethers);
    const before = steps[steps.length - 1];
    joinNones(before, questions);
    if (before && questions.length === 0) before.more.push(...more);
    else steps.push({ id: section.id, title: section.title, questions, more });
  }
  return steps;
}

/** @param {Field} field @param {FormScope} scope */
const isFilledIn = (field, scope) =>
  !field.of && !field.computed && !field.definition.retired && scope.shows(field);

/**
 * Two lists that "nothing" answers, one at the end of a step and one at the start of the next,
 * are one spoken question.
 *
 * @param {Step | undefined} before
 * @param {Question[]} questions Loses its first, when that joins
 */
function joinNones(before, questions) {
  const asked = before?.questions[before.questions.length - 1];
  if (asked?.kind === 'none_of' && questions[0]?.kind === 'none_of') {
    asked.fields.push(...questions[0].fields);
    questions.shift();
  }
}

/**
 * @param {Form} form
 * @param {Field[]} fields
 * @param {FormScope} scope
 * @param {Body} last
 * @param {readonly Together[]} togethers
 */
function questionsOf(form, fields, scope, last, togethers) {
  /** @type {Question[]} */
  const questions = [];
  /** @type {Field[]} */
  const more = [];
  const together = new Map(
    togethers
      .filter((one) => one.fields.every((id) => fields.some((field) => field.id === id)))
      .flatMap((one) => one.fields.map((id) => /** @type {[string, string]} */ ([id, one.id]))),
  );
  for (const field of fields) {
    const kind = kindOf(form, field, scope, last, together);
    if (kind) place(questions, kind, field, together.get(field.id));
    else more.push(field);
  }
  questions.filter(({ kind }) => kind === 'numbers').forEach(wholeNumbersFirst);
  return { questions, more };
}

/**
 * Whole numbers advance by themselves, so they come in one go: pressure, pulse, then the weight.
 *
 * @param {Question} question
 */
function wholeNumbersFirst(question) {
  const later = (/** @type {Field} */ field) => Number(field.type !== 'integer');
  question.fields.sort((one, other) => later(one) - later(other));
}

/**
 * @param {Form} form
 * @param {Field} field
 * @param {FormScope} scope
 * @param {Body} last
 * @param {Map<string, string>} together
 * @returns {Question['kind'] | null} null: it need not be asked
 */
function kindOf(form, field, scope, last, together) {
  if (together.has(field.id)) return 'together';
  if (isPutIn(field)) return 'put_in';
  if (field.definition.carry_forward === 'tap' && isSet(last[field.id])) return 'as_last';
  if (!isAsked(form, field, scope)) return null;
  if (isSuggested(field)) return 'suggested';
  if (isNumber(field)) return 'numbers';
  return noneOption(field) ? 'none_of' : 'field';
}

/** Kinds of which a step has one question with all its fields. */
const GATHERED = new Set(['numbers', 'as_last', 'together', 'put_in']);

/**
 * @param {Question[]} questions
 * @param {Question['kind']} kind
 * @param {Field} field
 * @param {string} [id]
 */
function place(questions, kind, field, id = kind) {
  const before = questions[questions.length - 1];
  const fitting = GATHERED.has(kind)
    ? questions.find((one) => one.kind === kind && (kind !== 'together' || one.id === id))
    : before?.kind === 'none_of' && kind === 'none_of' && before;
  if (fitting) fitting.fields.push(field);
  else questions.push({ id: GATHERED.has(kind) ? id : field.id, kind, fields: [field] });
}

/**
 * Whether a question has its answer: a value, or why there is none, for each field that counts.
 *
 * @param {Question} question
 * @param {Body} body
 * @param {FormScope} scope
 * @param {(field: Field) => boolean} isProposed Whether saving takes a proposal for it
 */
export const isAnswered = ({ kind, fields }, body, scope, isProposed) =>
  fields.every(
    (field) =>
      isSettled(field, body) ||
      isProposed(field) ||
      !(kind === 'none_of' || isCounted(field, scope)),
  );

/** Whether it is asked for by a rule as things stand. @param {Field} field @param {FormScope} scope */
const isCounted = ({ definition: { core, required } }, scope) =>
  isTrue(core, scope) || isTrue(required, scope);

/** @param {Field} field @param {Body} body */
export const isSettled = (field, body) =>
  isSet(body[field.id]) || Boolean(body._absent?.[field.id]);

/**
 * Whether a figure is complete: no further digit could keep it within its limit.
 *
 * @param {Field} field
 * @param {string} typed
 */
export function isComplete(field, typed) {
  const { max, decimals = 1 } = field.definition;
  const [whole, fraction] = typed.split('.');
  if (fraction !== undefined) return fraction.length >= decimals;
  return (
    field.type === 'integer' &&
    typeof max === 'number' &&
    whole !== '' &&
    Number(whole) * 10 > max
  );
}

/**
 * What is typed, as a body holds it: a number where it is one, else the text as it was typed.
 *
 * @param {string} typed
 */
export function numberFrom(typed) {
  if (typed === '') return null;
  return /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed;
}
