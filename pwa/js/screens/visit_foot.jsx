// The foot of a form: the pad, the one answer that nine of ten give, what is missing, or save.
import { inWords, t } from '../i18n/language.js';
import { dotted, listed } from '../i18n/lists.js';
import { Button, Primary } from '../parts/button.jsx';
import { Strip } from '../parts/card.jsx';
import { Foot } from '../parts/foot.jsx';
import { isLeft } from '../rules/still_to_see.js';
import * as draft from '../stores/draft.js';
import { codeOf } from '../stores/phone.js';
import { saveForm } from '../stores/finish.js';
import { deathBefore } from '../stores/lifetime.js';
import { back, home } from '../stores/place.js';
import { thereAlready } from '../stores/there_already.js';
import { nextStop } from '../stores/round.js';
import { say } from '../stores/toast.js';
import { isSettled, noneOption } from '../stores/questions.js';
import { AfterDeath } from './after_death.jsx';
import { interruptForDanger } from './interrupt.js';
import { answerNone } from './none_of.jsx';
import { Pad } from './number_fields.jsx';
import { DatePad } from './date_pad.jsx';
import { fieldLabel } from './record_words.js';
import { spokenQuestion, stepWord } from './form_words.js';
import { useState } from 'preact/hooks';

/** @param {{ long: boolean }} props long: the form is folded into its parts, and can be saved from everywhere */
export function VisitFoot({ long }) {
  if (draft.focused.value) return <AnyPad />;
  const next = draft.missing.value[0];
  const isHere = next && next.step === draft.step.value && !(long && !draft.stepId.value);
  if (isHere && next.question.kind === 'none_of') return <AskNone question={next.question} />;
  if (!next || long) return <Save />;
  const isLast = draft.step.value === draft.steps.value[draft.steps.value.length - 1];
  return (
    <Foot>
      <Missing />
      {isLast && <SaveButton quiet />}
    </Foot>
  );
}

/** So many of the missing are named; of the others it is said that there are some. */
const NAMED = 2;

/** Digits for figures and for dates; no pad for words. */
const AnyPad = () => Pad() ?? DatePad();

/** @param {{ question: import('../stores/questions.js').Question }} props */
function AskNone({ question }) {
  const open = question.fields.filter((field) => !draft.body.value[field.id]?.length);
  const isWhole = open.length === question.fields.length;
  const what = open.map(
    (field) => `${fieldLabel(field)} ${inWords(/** @type {any} */ (noneOption(field)).label)}`,
  );
  return (
    <Foot ask={t('visit.ask', { question: spokenQuestion() })}>
      <Primary
        icon="tick"
        label={isWhole ? t('visit.none_of_these') : t('visit.none_of_the_rest')}
        hint={dotted(...what)}
        onPress={() => {
          answerNone(question);
          interruptForDanger();
        }}
      />
    </Foot>
  );
}

/** Leads to what is missing, and says how much it is. */
function Missing() {
  const all = draft.missing.value;
  const names = [...new Set(all.map(missingName))];
  const first = listed(names.slice(0, NAMED)) + (names.length > NAMED ? ' …' : '');
  return (
    <Button
      trail="unfold"
      label={t('visit.missing', { count: all.length, first })}
      onPress={draft.goOn}
    />
  );
}

/** As one thing it is counted, so it has one name: of its only field, or of its step. @param {typeof draft.missing.value[number]} one */
function missingName({ step, question }) {
  const open = question.fields.filter((field) => !isSettled(field, draft.body.value));
  return open.length === 1 ? fieldLabel(open[0]) : stepWord(step);
}

function Save() {
  return (
    <Foot>
      {draft.missing.value.length > 0 && <Missing />}
      <SaveButton quiet={draft.missing.value.length > 0} />
    </Foot>
  );
}

/** @param {{ quiet?: boolean }} props */
function SaveButton({ quiet = false }) {
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const [looked, setLooked] = useState(false);
  const errors = draft.triedToSave.value ? (draft.findings.value?.errors ?? []) : [];
  const isOdd = Boolean(deathBefore.value || thereAlready.value);
  const save = async () => {
    // Neither after a death nor over another entry is anything saved by habit: the first tap asks to look, the second one keeps it.
    if (isOdd && !looked) return setLooked(true);
    // The tap is over first: saving is a step of its own.
    await new Promise((go) => setTimeout(go));
    setTrouble(await saveAndLeave());
  };
  return (
    <>
      {errors.length > 0 && (
        <Strip tone="danger" icon="overdue">
          {t('visit.errors', { count: errors.length, first: nameOf(errors[0].field) })}
        </Strip>
      )}
      {looked && <AfterDeath />}
      {looked && thereAlready.value && (
        <Strip tone="warn" icon="overdue">
          {t('visit.there_already')}
        </Strip>
      )}
      {trouble && (
        <Strip tone="danger" icon="overdue">
          {trouble === 'full' ? t('visit.phone_full') : t('problem.code', { code: trouble })}
        </Strip>
      )}
      {quiet ? (
        <Button
          kind="quiet"
          label={t(isOdd && looked ? 'visit.save_all_the_same' : 'visit.save_with_gaps')}
          onPress={save}
        />
      ) : (
        <Primary
          label={t(isOdd && looked ? 'visit.save_all_the_same' : 'visit.save')}
          hint={whereTo()}
          trail="go"
          onPress={save}
        />
      )}
    </>
  );
}

/** @param {string} field */
function nameOf(field) {
  const known = draft.opened.value?.form.byId.get(field.split('[')[0]);
  return known ? fieldLabel(known) : field;
}

/** Where saving leads. */
function whereTo() {
  const next = nextStop.value?.rows.find(
    (row) => isLeft(row) && row.resident !== draft.about.value?.subject,
  );
  return next ? t('visit.save_next', { name: next.name }) : undefined;
}

/** @returns {Promise<string | null>} Why it was not saved, in a code */
async function saveAndLeave() {
  const open = draft.opened.value;
  const name = draft.about.value?.page?.who?.name ?? '';
  try {
    if (!(await saveForm())) return null;
  } catch (error) {
    return codeOf(error);
  }
  navigator.vibrate?.(30);
  say(t('visit.saved', { name }));
  if (open?.form.kind === 'encounter') home();
  else back();
  return null;
}
