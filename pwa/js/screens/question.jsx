// One spoken question on the screen, whatever it is made of.
import { t } from '../i18n/language.js';
import { dotted } from '../i18n/lists.js';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Row } from '../parts/row.jsx';
import { isSet } from '../forms/values.js';
import * as draft from '../stores/draft.js';
import { FieldInput } from './field_input.jsx';
import { Habits } from './habits.jsx';
import { NoneOf } from './none_of.jsx';
import { NumberFields } from './number_fields.jsx';
import { fieldLabel, fieldValueWords } from './record_words.js';
import { Suggested } from './suggested.jsx';
import { Together } from './usual_answers.jsx';

/** @typedef {import('../stores/questions.js').Question} AskedQuestion */

const KINDS = {
  none_of: NoneOf,
  numbers: NumberFields,
  as_last: Habits,
  together: Together,
  suggested: Suggested,
  put_in: PutIn,
  field: OneField,
};

/** @param {{ question: AskedQuestion }} props */
export function Question({ question }) {
  const Kind = KINDS[question.kind];
  return (
    <div id={`question-${question.id}`}>
      <Kind
        question={question}
        isFolded={draft.isDone(question) && !draft.unfolded.value.includes(question.id)}
      />
    </div>
  );
}

/** What was put in by itself: one line, open to change. @param {{ question: AskedQuestion, isFolded: boolean }} props */
function PutIn({ question, isFolded }) {
  const body = draft.body.value;
  if (!isFolded) return <Fields fields={question.fields} />;
  const shown = question.fields.filter((field) => field.type !== 'ref');
  const words = shown
    .filter(({ id }) => isSet(body[id]))
    .map((field) => fieldValueWords(field, body[field.id]));
  if (words.length === 0) return null;
  return (
    <Row
      title={dotted(...words)}
      action={
        <Button
          kind="quiet"
          size="small"
          label={t('common.edit')}
          spoken={`${t('common.edit')} ${shown.map(fieldLabel).join(' ')}`}
          onPress={() => draft.unfold(question.id)}
        />
      }
    />
  );
}

/** @param {{ question: AskedQuestion }} props */
function OneField({ question }) {
  const isNext = draft.missing.value[0]?.question.id === question.id;
  return (
    <Card tone={isNext ? 'asked' : undefined}>
      <FieldInput field={question.fields[0]} onAnswered={draft.goOn} />
    </Card>
  );
}

/** @param {{ fields: AskedQuestion['fields'] }} props */
export function Fields({ fields }) {
  return (
    <Card>
      {fields.map((field) => (
        <FieldInput key={field.id} field={field} />
      ))}
    </Card>
  );
}
