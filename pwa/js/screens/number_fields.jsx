// Figures typed one after another: last time's value beside each, the pad below.
import { useEffect } from 'preact/hooks';
import { spokenDay } from '../i18n/dates.js';
import { NumberField } from '../parts/number_field.jsx';
import { NumberPad } from '../parts/number_pad.jsx';
import { isSet } from '../forms/values.js';
import * as answering from '../stores/answering.js';
import * as draft from '../stores/draft.js';
import { isComplete, isNumber, isSettled } from '../stores/questions.js';
import { today } from '../stores/session.js';
import { interruptForDanger, isWhole } from './interrupt.js';
import { confirmation, errorOf, warningOf } from './field_findings.jsx';
import { fieldLabel, unitOf } from './record_words.js';

/** @typedef {import('../forms/load.js').Field} Field */

/** Said of a figure that was not taken. */
const NOT_TAKEN = 'unable';

/** @param {{ question: import('../stores/questions.js').Question }} props */
export function NumberFields({ question }) {
  return (
    <div class="number-fields">
      {question.fields.map((field) => (
        <OneNumber key={field.id} field={field} />
      ))}
    </div>
  );
}

/** @param {{ field: Field }} props */
export function OneNumber({ field }) {
  const { id } = field;
  const typing = draft.focused.value === id;
  useEffect(() => {
    const input = typing && document.getElementById(`field-${id}`);
    if (!input) return;
    input.focus({ preventScroll: true });
    bringFromUnderThePad(input);
  }, [typing, id]);
  const previous = draft.opened.value?.previous;
  const last = previous?.body[id];
  return (
    <div>
      <NumberField
        id={`field-${id}`}
        label={fieldLabel(field)}
        unit={unitOf(field)}
        text={answering.textOf(id)}
        last={
          isSet(last) && previous
            ? { value: String(last), date: spokenDay(previous.date, today.value) }
            : undefined
        }
        typing={typing}
        notTaken={Boolean(draft.body.value._absent?.[id]) && !typing}
        error={errorOf(field)}
        warning={typing ? undefined : warningOf(field)}
        onFocus={() => {
          draft.focused.value = id;
        }}
        onType={(text) => answering.type(id, text)}
        onNext={() => leave(field)}
      />
      {!typing && confirmation(field)}
    </div>
  );
}

/** Where letters are large the pad covers half of the page: the figure in hand stands above it. @param {HTMLElement} input */
function bringFromUnderThePad(input) {
  const pad = document.querySelector('.bottom');
  const room = pad ? pad.getBoundingClientRect().top : innerHeight;
  const under = input.getBoundingClientRect().bottom - room;
  if (under > 0) scrollBy(0, under + input.clientHeight);
}

/** The figures of the step in hand, in order. */
const figures = () =>
  [
    ...(draft.step.value?.questions.flatMap(({ kind, fields, id }) =>
      kind === 'numbers' ||
      draft.unfolded.value.includes(id) ||
      !draft.isDone({ kind, fields, id })
        ? fields
        : [],
    ) ?? []),
    ...(draft.step.value?.more ?? []),
  ].filter(isNumber);

/**
 * Goes on from a figure: to the next one, or where the next answer is missing. Danger interrupts here, when its pair is complete.
 *
 * @param {Field} field
 */
function leave(field) {
  draft.focused.value = null;
  if (interruptForDanger() || isQuestioned(field)) return;
  const all = figures();
  const next = all
    .slice(all.indexOf(field) + 1)
    .find((one) => !isSettled(one, draft.body.value));
  if (next && isInFlow(next)) {
    draft.focused.value = next.id;
  } else draft.goOn();
}

/** Whether a line that is whole contradicts itself: it stays in sight, and one sees what is asked. @param {Field} field */
const isQuestioned = (field) =>
  Boolean(field.together) && isWhole(field.id) && draft.isInDoubt(field.id);

/** Whether a figure belongs to a question, rather than to what may be said beside. @param {Field} field */
const isInFlow = (field) =>
  Boolean(draft.step.value?.questions.some(({ fields }) => fields.includes(field)));

/** The pad writes into the figure in hand; null when none is. */
export function Pad() {
  const all = figures();
  const field = all.find(({ id }) => id === draft.focused.value);
  if (!field) return null;
  const after = all[all.indexOf(field) + 1];
  const next = after && isInFlow(after) ? after : undefined;
  return (
    <NumberPad
      sign={field.type === 'decimal' ? '.' : undefined}
      next={next && fieldLabel(next)}
      onKey={(key) => press(field, key)}
      onNotTaken={() => {
        answering.markAbsent(field, NOT_TAKEN);
        leave(field);
      }}
      onBack={() => goBack(field)}
      onNext={() => leave(field)}
    />
  );
}

/** @param {Field} field @param {string} key */
function press(field, key) {
  const text = answering.textOf(field.id);
  if (key === 'backspace') {
    if (text === '') goBack(field);
    else answering.type(field.id, text.slice(0, -1));
    return;
  }
  if (key === '.' && (text === '' || text.includes('.'))) return;
  answering.type(field.id, text + key);
  if (isComplete(field, text + key)) leave(field);
}

/** @param {Field} field */
function goBack(field) {
  const all = figures();
  const before = all[all.indexOf(field) - 1];
  draft.focused.value = before ? before.id : null;
}
