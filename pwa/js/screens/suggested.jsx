// A proposal of the definitions, in words with its rule; saving takes it, one tap changes it.
import { t } from '../i18n/language.js';
import { dotted } from '../i18n/lists.js';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Row } from '../parts/row.jsx';
import { isSet } from '../forms/values.js';
import { dayAndWeekday } from '../i18n/dates.js';
import * as draft from '../stores/draft.js';
import { FieldInput } from './field_input.jsx';
import { fieldLabel, fieldValueWords } from './record_words.js';
import { ruleWords } from './form_words.js';
import { Findings } from './field_findings.jsx';

/** @param {{ question: import('../stores/questions.js').Question }} props */
export function Suggested({ question }) {
  const [field] = question.fields;
  const chosen = draft.body.value[field.id];
  const proposed = draft.proposals.value[field.id];
  const isOpen =
    draft.unfolded.value.includes(question.id) || (!isSet(chosen) && !isSet(proposed));
  if (isOpen) {
    return (
      <Card>
        <FieldInput field={field} />
      </Card>
    );
  }
  const value = isSet(chosen) ? chosen : proposed;
  const words = answerWords(field, value);
  const rule = isSet(chosen) ? undefined : ruleWords(field.id);
  return (
    <>
      <Card rows>
        <Row
          state={isSet(chosen) ? 'done' : 'due'}
          title={<b>{words}</b>}
          under={dotted(fieldLabel(field), rule)}
          action={
            <Button
              kind="quiet"
              size="small"
              label={t('common.edit')}
              spoken={`${t('common.edit')} ${fieldLabel(field)}`}
              onPress={() => draft.unfold(question.id)}
            />
          }
        />
      </Card>
      <Findings field={field} />
    </>
  );
}

/**
 * The answer on its own, without its question beside it.
 *
 * @param {import('../forms/load.js').Field} field
 * @param {any} value
 */
function answerWords(field, value) {
  if (field.type === 'date') return dayAndWeekday(value);
  if (field.type !== 'boolean') return fieldValueWords(field, value);
  return t(value ? 'visit.yes_to' : 'visit.no_to', { what: fieldLabel(field) });
}
