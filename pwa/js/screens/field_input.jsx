// A field of a form, drawn by its type alone.
import { inWords, t } from '../i18n/language.js';
import { DateField } from '../parts/date_field.jsx';
import { OptionButtons } from '../parts/option_buttons.jsx';
import { TextField } from '../parts/text_field.jsx';
import * as answering from '../stores/answering.js';
import * as draft from '../stores/draft.js';
import { staffName } from '../stores/session.js';
import { readDate } from '../rules/typed_date.js';
import { errorOf, Findings, warningOf } from './field_findings.jsx';
import { GroupRows } from './group_rows.jsx';
import { interruptForDanger } from './interrupt.js';
import { OneNumber } from './number_fields.jsx';
import { fieldLabel, fieldValueWords } from './record_words.js';

/** @typedef {import('../forms/load.js').Field} Field */
/** @typedef {{ field: Field, onAnswered?: () => void }} InputProps */

/** So few and short that they stand beside their question. */
const FEW = 3;
const SHORT = 4;

/** @type {Record<string, (props: InputProps) => any>} */
const BY_TYPE = {
  choice: Choice,
  boolean: YesNo,
  choices: Choices,
  integer: OneNumber,
  decimal: OneNumber,
  date: DateInput,
  partial_date: Words,
  text: Words,
  long_text: Words,
  phone: Words,
  id_number: Words,
  group: GroupRows,
  ref: Reference,
};

/**
 * @param {InputProps} props  onAnswered: called after a tap that answers it
 */
export function FieldInput({ field, onAnswered }) {
  const Input = BY_TYPE[field.type];
  // Signatures, photographs and positions have no input here: they follow the text.
  if (!Input) return null;
  return (
    <>
      <Input field={field} onAnswered={onAnswered} />
      <Companions field={field} />
    </>
  );
}

/** @param {Field} field @returns {string | undefined} What was answered last time */
function lastWords(field) {
  const last = draft.opened.value?.previous?.body[field.id];
  const words = fieldValueWords(field, last);
  return words ? t('visit.last_answer', { answer: words }) : undefined;
}

/** @param {Field} field */
const offered = (field) =>
  field.options
    .filter((option) => !option.retired)
    .map(({ code, label }) => ({ code, label: inWords(/** @type {any} */ (label)) }));

/** Danger interrupts; else one goes on. @param {(() => void) | undefined} onAnswered */
function answered(onAnswered) {
  if (!interruptForDanger()) onAnswered?.();
}

/** @param {InputProps} props */
function Choice({ field, onAnswered }) {
  const options = offered(field);
  const few = options.length <= FEW && options.every(({ label }) => label.length <= SHORT);
  const chosen = draft.body.value[field.id];
  return (
    <>
      <OptionButtons
        label={fieldLabel(field)}
        beside={lastWords(field)}
        options={options}
        inline={few}
        chosen={chosen ?? null}
        onChoose={(code) => {
          answering.answer({ [field.id]: code === chosen ? null : code });
          const tells = field.options.find((option) => option.code === code)?.specify;
          if (code !== chosen && !tells) answered(onAnswered);
        }}
      />
      <Findings field={field} />
    </>
  );
}

/** @param {InputProps} props */
function YesNo({ field, onAnswered }) {
  const chosen = draft.body.value[field.id];
  return (
    <>
      <OptionButtons
        label={fieldLabel(field)}
        beside={lastWords(field)}
        inline
        options={[
          { code: 'true', label: t('visit.yes') },
          { code: 'false', label: t('visit.no') },
        ]}
        chosen={chosen === undefined ? null : String(chosen)}
        onChoose={(code) => {
          answering.answer({ [field.id]: code === 'true' });
          answered(onAnswered);
        }}
      />
      <Findings field={field} />
    </>
  );
}

/** @param {InputProps} props */
function Choices({ field }) {
  return (
    <>
      <OptionButtons
        label={fieldLabel(field)}
        beside={lastWords(field) ?? t('visit.choose_several')}
        options={offered(field)}
        chosen={draft.body.value[field.id] ?? []}
        onChoose={(code) => answering.answer({ [field.id]: answering.toggled(field, code) })}
      />
      <Findings field={field} />
    </>
  );
}

/** @param {InputProps} props */
function DateInput({ field }) {
  const { id } = field;
  const digits = draft.typed.value[id] ?? (draft.body.value[id] ?? '').replace(/-/g, '');
  return (
    <DateField
      id={`field-${id}`}
      label={fieldLabel(field)}
      digits={digits}
      typing={draft.focused.value === id}
      error={errorOf(field)}
      warning={warningOf(field)}
      onFocus={() => {
        draft.focused.value = id;
      }}
      onType={(typed) => answering.typeDate(id, typed, readDate(typed))}
      onNext={() => {
        draft.focused.value = null;
      }}
    />
  );
}

const KEYBOARDS = /** @type {Record<string, 'text' | 'numeric' | 'tel'>} */ ({
  phone: 'tel',
  partial_date: 'numeric',
});

/** @param {InputProps} props */
function Words({ field }) {
  const { id, definition, type } = field;
  const hint = definition.help && inWords(definition.help);
  return (
    <TextField
      id={`field-${id}`}
      label={fieldLabel(field)}
      text={draft.typed.value[id] ?? draft.body.value[id] ?? ''}
      long={type === 'long_text'}
      keyboard={KEYBOARDS[type]}
      hint={hint}
      error={errorOf(field)}
      warning={warningOf(field)}
      onType={(text) => answering.write(field, text)}
    />
  );
}

/** Somebody or something else, by name; it is put in by the app. @param {InputProps} props */
function Reference({ field }) {
  const name = staffName(draft.body.value[field.id]);
  if (!name) return null;
  return (
    <p class="second">
      {fieldLabel(field)} <b>{name}</b>
    </p>
  );
}

/** The words that chosen options ask for. @param {{ field: Field }} props */
export function Companions({ field }) {
  const form = draft.opened.value?.form;
  const scope = draft.scope.value;
  const asked = form?.fields.filter((one) => one.of === field && scope?.shows(one)) ?? [];
  return (
    <>
      {asked.map((one) => (
        <TextField
          key={one.id}
          id={`field-${one.id}`}
          label={t('visit.specify')}
          text={draft.body.value[one.id] ?? ''}
          error={errorOf(one)}
          onType={(text) => answering.answer({ [one.id]: text })}
        />
      ))}
    </>
  );
}
