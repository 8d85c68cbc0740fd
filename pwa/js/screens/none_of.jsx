// "Anything the matter?": lists that one spoken question covers, which one tap answers with none of them.
import { inWords, t } from '../i18n/language.js';
import { dotted } from '../i18n/lists.js';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Row } from '../parts/row.jsx';
import { OptionButtons } from '../parts/option_buttons.jsx';
import * as answering from '../stores/answering.js';
import * as draft from '../stores/draft.js';
import { noneOption } from '../stores/questions.js';
import { Findings } from './field_findings.jsx';
import { Companions } from './field_input.jsx';
import { fieldLabel, fieldValueWords } from './record_words.js';

/** @typedef {import('../forms/load.js').Field} Field */
/** @typedef {import('../stores/questions.js').Question} AskedQuestion */

/** @param {{ question: AskedQuestion, isFolded: boolean }} props */
export function NoneOf({ question, isFolded }) {
  if (isFolded) return <Answered question={question} />;
  return (
    <>
      {question.fields.map((field) => (
        <div key={field.id}>
          <OptionButtons
            label={fieldLabel(field)}
            beside={lastWords(field)}
            danger={raisesAlert(field)}
            options={field.options
              .filter((option) => !option.exclusive && !option.retired)
              .map(({ code, label }) => ({ code, label: inWords(/** @type {any} */ (label)) }))}
            chosen={draft.body.value[field.id] ?? []}
            onChoose={(code) =>
              answering.answer({ [field.id]: answering.toggled(field, code) })
            }
          />
          <Companions field={field} />
          <Findings field={field} />
        </div>
      ))}
    </>
  );
}

/** @param {Field} field */
function lastWords(field) {
  const last = draft.opened.value?.previous?.body[field.id];
  return last ? t('visit.last_answer', { answer: fieldValueWords(field, last) }) : undefined;
}

/** Whether what is listed is danger to a person. @param {Field} field */
const raisesAlert = (field) =>
  Boolean(
    draft.opened.value?.form.checks.some(
      ({ level, fields }) => level === 'alert' && fields?.includes(field.id),
    ),
  );

/** @param {{ question: AskedQuestion }} props */
function Answered({ question }) {
  const body = draft.body.value;
  const allNone = question.fields.every(
    (field) => body[field.id]?.[0] === noneOption(field)?.code,
  );
  const words = question.fields.map(
    (field) => `${fieldLabel(field)} ${fieldValueWords(field, body[field.id])}`,
  );
  return (
    <Card rows>
      <Row
        state={allNone ? 'done' : 'urgent'}
        title={<b>{allNone ? t('visit.feels_well') : t('visit.feels_ill')}</b>}
        under={dotted(...words)}
        action={
          <Button
            kind="quiet"
            size="small"
            label={t('common.edit')}
            spoken={dotted(t('common.edit'), ...words)}
            onPress={() => draft.unfold(question.id)}
          />
        }
      />
    </Card>
  );
}

/** Answers what is still open of a question with none of them. @param {AskedQuestion} question */
export function answerNone(question) {
  const open = question.fields.filter((field) => !draft.body.value[field.id]?.length);
  answering.answer(
    Object.fromEntries(open.map((field) => [field.id, [noneOption(field)?.code]])),
  );
  draft.goOn();
}
