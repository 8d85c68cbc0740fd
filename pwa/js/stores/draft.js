// The form in hand: what is proposed, what is missing, where one is. Every key goes to disk.
import { computed, signal } from '@preact/signals';
import { FormScope } from '../forms/form_scope.js';
import { isSet, validate } from '../forms/validate.js';
import { nextVisitOn } from './next_visit.js';
import { proposalFor } from './opening.js';
import { bridge } from './phone.js';
import { isAnswered, isSettled, stepsOf } from './questions.js';
import { session, today } from './session.js';

/** @import { Body, Field, Form } from '../forms/load.js' */
/** @import { Context } from '../forms/form_scope.js' */
/** @import { Question, Step, Together } from './questions.js' */

/**
 * A form that is open. What is not in `body` is how one got here.
 *
 * @typedef {object} OpenForm
 * @property {Form} form
 * @property {string | null} document Null while it has no operation: its id is made when it is first written
 * @property {string} key Under which the draft lies on this phone
 * @property {string} subject
 * @property {Links} links
 * @property {{ body: Body, links: Links }} saw
 * @property {{ body: Body, date: string } | null} previous
 * @property {string[]} copied Put in from last time
 * @property {string[]} alerted Dangers that have interrupted once
 * @property {string | null} replaces The rejected operation that this one mends
 * @property {(Finding & { value: any })[]} refused Of that operation: what the centre found, and in which value
 * @property {boolean} isFinished Whether it was finished before
 * @property {string | null} reason Of a correction
 * @property {number | undefined} place The opening of a screen for which it was opened
 * @property {boolean} isBegun Something was entered: until then opening it leaves no draft
 */

/** @type {import('@preact/signals').Signal<OpenForm | null>} */
export const opened = signal(null);
/** The folder of the resident or household that the form is about. @type {import('@preact/signals').Signal<Folder | null>} */
export const about = signal(null);
/** @type {import('@preact/signals').Signal<Body>} */
export const body = signal({});
/** Figures as they were typed: never altered, never cleared. @type {import('@preact/signals').Signal<Record<string, string>>} */
export const typed = signal({});
/** @type {import('@preact/signals').Signal<string | null>} */
export const stepId = signal(null);
/** The field that the pad writes into. @type {import('@preact/signals').Signal<string | null>} */
export const focused = signal(null);
/** Questions that were unfolded for editing, though answered. @type {import('@preact/signals').Signal<string[]>} */
export const unfolded = signal([]);
/** Whether somebody tried to save: until then an empty field is no error. */
export const triedToSave = signal(false);
/** Answers that one tap gives, of the open form. @type {import('@preact/signals').Signal<readonly Together[]>} */
export const togethers = signal([]);

/** @type {import('@preact/signals').ReadonlySignal<Context>} */
export const context = computed(() => ({
  today: today.value,
  actor: session.value?.staff.id ?? null,
  resident: about.value?.resident?.body ?? null,
  household: about.value?.household?.body ?? null,
  previous: opened.value?.previous?.body ?? null,
  pregnancy: null,
}));

export const scope = computed(
  () => opened.value && new FormScope(opened.value.form, body.value, context.value),
);

export const findings = computed(
  () => opened.value && validate(opened.value.form, body.value, context.value),
);

export const steps = computed(() => {
  if (!opened.value || !scope.value) return /** @type {Step[]} */ ([]);
  const { form, previous } = opened.value;
  return stepsOf(form, scope.value, previous?.body ?? {}, togethers.value);
});

export const step = computed(
  () => steps.value.find(({ id }) => id === stepId.value) ?? steps.value[0] ?? null,
);

/** What is proposed for the empty fields that have a rule, by field. */
export const proposals = computed(() => {
  /** @type {Record<string, any>} */
  const proposed = {};
  if (!opened.value) return proposed;
  const { form } = opened.value;
  let filled = body.value;
  for (const field of form.fields) {
    if (isSettled(field, filled) || !scope.value?.shows(field)) continue;
    const value =
      field.definition.suggested_by === 'schedule'
        ? nextVisitOn(form, filled, /** @type {Folder} */ (about.value))
        : proposalFor(form, field.id, filled, context.value);
    if (!isSet(value)) continue;
    proposed[field.id] = value;
    // A proposal stands on those before it: the class decides the referral, the referral the next visit.
    filled = { ...filled, [field.id]: value };
  }
  return proposed;
});

/**
 * Proposals that stand in words on the screen, which saving takes.
 *
 * @returns {Record<string, any>}
 */
export function offered() {
  const fields = steps.value.flatMap(({ questions }) =>
    questions.filter(({ kind }) => kind === 'suggested').flatMap((question) => question.fields),
  );
  const proposed = fields.filter(({ id }) => id in proposals.value);
  return Object.fromEntries(proposed.map(({ id }) => [id, proposals.value[id]]));
}

/** @param {Field} field */
const isProposed = (field) => isSet(proposals.value[field.id]);

/** @param {Question} question */
export const isDone = (question) =>
  Boolean(scope.value) &&
  isAnswered(question, body.value, /** @type {FormScope} */ (scope.value), isProposed);

/** @param {Step} one Whether all that it asks is answered */
export const isComplete = (one) => one.questions.every(isDone);

/**
 * Whether somebody has answered all of it: a proposal that nobody has seen is no answer yet, nor is
 * silence where nothing need be said, as of what is measured when one telephones.
 *
 * @param {Step} one
 */
export const isFinished = (one) =>
  one.questions.every(
    (question) =>
      isAnswered(question, body.value, /** @type {FormScope} */ (scope.value), () => false) &&
      question.fields.some((field) => isSettled(field, body.value)),
  );

/** Questions without an answer, in order; the foot leads to the first. */
export const missing = computed(() =>
  steps.value.flatMap((one) =>
    one.questions
      .filter((question) => !isDone(question))
      .map((question) => ({ step: one, question })),
  ),
);

/** What the centre refused and still stands as it was sent. */
const refused = computed(() =>
  (opened.value?.refused ?? []).filter(({ field, value }) => body.value[field] === value),
);

/** Errors that are shown: an empty field is none before somebody tries to save. */
export const errors = computed(() =>
  [...(findings.value?.errors ?? []), ...refused.value].filter(
    ({ code, field }) => (code !== 'required' || triedToSave.value) && field !== focused.value,
  ),
);

/** Puts the draft on its way to the disk, now that something was entered. */
export function keepDraft() {
  if (!opened.value) return;
  if (!opened.value.isBegun) opened.value = { ...opened.value, isBegun: true };
  keepPlace();
}

/** Keeps where one is in a draft that there is. */
function keepPlace() {
  const open = opened.value;
  if (!open?.isBegun) return;
  bridge().draft.put({
    document: open.key,
    form: open.form.id,
    subject: open.subject,
    name: about.value?.page?.who?.name ?? null,
    kept_at: new Date().toISOString(),
    ...dangerTyped(),
    version: open.form.version,
    kind: open.document ? 'patch' : 'create',
    saw: open.saw,
    body: body.value,
    links: open.links,
    place: {
      step: stepId.value,
      typed: typed.value,
      copied: open.copied,
      alerted: open.alerted,
      replaces: open.replaces,
      reason: open.reason,
    },
  });
}

/**
 * Remembers that a danger has interrupted: it does so once.
 *
 * @param {string} code
 */
export function rememberAlert(code) {
  if (!opened.value) return;
  opened.value = { ...opened.value, alerted: [...opened.value.alerted, code] };
  keepDraft();
}

/**
 * Whether a line of figures contradicts itself: 80/120. Which of them is meant is asked first.
 *
 * @param {string} id Of one of its fields
 */
export function isInDoubt(id) {
  const line = opened.value?.form.byId.get(id)?.together ?? null;
  const isOfLine = (/** @type {string} */ other) =>
    other === id || (line && opened.value?.form.byId.get(other)?.together === line);
  return (findings.value?.errors ?? []).some(({ field }) => isOfLine(field));
}

/** Dangers to the person; none of a figure of which nobody knows whether it is meant. */
export const dangers = computed(() =>
  (findings.value?.alerts ?? []).filter(({ field }) => !isInDoubt(field)),
);

/** The danger of the draft, as the day's list says it: 186/112. @returns {{ danger?: string }} */
function dangerTyped() {
  const [danger] = dangers.value;
  if (!danger || !opened.value) return {};
  const { form, saw } = opened.value;
  const field = form.byId.get(danger.field);
  const line = field?.together
    ? form.fields.filter(({ together }) => together === field.together)
    : [field];
  const read = (/** @type {Body} */ from) => line.map((one) => from[one?.id ?? '']);
  const figures = read(body.value);
  // What a correction leaves as it was has raised its alarm when it was saved.
  if (JSON.stringify(figures) === JSON.stringify(read(saw.body))) return {};
  return { danger: figures.filter((figure) => typeof figure === 'number').join('/') };
}

/** Dangers that have not interrupted yet. */
export const newAlerts = computed(() =>
  dangers.value.filter(({ code }) => !opened.value?.alerted.includes(code)),
);

/** Goes on to the next question without an answer; the last answer brings the conclusion. */
export function goOn() {
  const next = missing.value[0];
  const target = next ? next.step : steps.value[steps.value.length - 1];
  stepId.value = target?.id ?? null;
  const field =
    next?.question.kind === 'numbers' &&
    next.question.fields.find((one) => !isSettled(one, body.value));
  focused.value = field ? field.id : null;
  keepPlace();
}

/** @param {string} id Shows another step */
export function showStep(id) {
  stepId.value = id;
  focused.value = null;
  keepPlace();
}

/**
 * Shows the step that holds a field, its question unfolded.
 *
 * @param {string} id A field, or a column of a row: `medications[0].dose`
 */
export function showField(id) {
  const holds = (/** @type {Field} */ field) => field.id === id.split('[')[0];
  const at = steps.value.find(
    ({ questions, more }) =>
      questions.some(({ fields }) => fields.some(holds)) || more.some(holds),
  );
  if (!at) return;
  showStep(at.id);
  const question = at.questions.find(({ fields }) => fields.some(holds));
  unfold(question?.id ?? id.split('[')[0]);
}

/** @param {string} id Opens an answered question for editing, or the folded fields of which this is one */
export function unfold(id) {
  unfolded.value = [...unfolded.value, id];
}
