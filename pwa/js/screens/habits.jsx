// Habits: last time's answers, taken over in one tap or changed one by one.
import { t } from '../i18n/language.js';
import { Button, Primary } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { StateMark } from '../parts/state_mark.jsx';
import { isSet } from '../forms/values.js';
import * as answering from '../stores/answering.js';
import * as draft from '../stores/draft.js';
import { FieldInput } from './field_input.jsx';
import { fieldLabel, fieldValueWords, unitOf } from './record_words.js';

/** @typedef {import('../forms/load.js').Field} Field */

/** @param {{ question: import('../stores/questions.js').Question, isFolded: boolean }} props */
export function Habits({ question, isFolded }) {
  const last = draft.opened.value?.previous?.body ?? {};
  const body = draft.body.value;
  if (draft.unfolded.value.includes(question.id)) {
    return (
      <Card>
        {question.fields.map((field) => (
          <FieldInput key={field.id} field={field} />
        ))}
      </Card>
    );
  }
  const shown = isFolded ? body : last;
  const isSame = question.fields.every(({ id }) => String(body[id]) === String(last[id]));
  return (
    <Card tone={isFolded ? undefined : 'asked'}>
      {isFolded && isSame && <StateMark state="done" word={t('visit.taken_over')} />}
      <dl class="facts">
        {question.fields.map((field) => (
          <div key={field.id}>
            <dt>{fieldLabel(field)}</dt>
            <dd>{`${fieldValueWords(field, shown[field.id])} ${unitOf(field)}`.trim()}</dd>
          </div>
        ))}
      </dl>
      {!isFolded && (
        <Primary
          icon="tick"
          label={t('visit.as_last_time')}
          onPress={() => takeOver(question.fields, last)}
        />
      )}
      <Button
        kind="quiet"
        size="small"
        label={t('common.edit')}
        onPress={() => draft.unfold(question.id)}
      />
    </Card>
  );
}

/** @param {Field[]} fields @param {Record<string, any>} last */
function takeOver(fields, last) {
  const open = fields.filter(({ id }) => isSet(last[id]) && !isSet(draft.body.value[id]));
  answering.answer(Object.fromEntries(open.map(({ id }) => [id, last[id]])));
  draft.goOn();
}
