// "Taken as before, no trouble with them": adherence, reaction and the list of medicines, in one tap.
import { monthAndDay } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { Button, Primary } from '../parts/button.jsx';
import { SideBySide } from '../parts/foot.jsx';
import { Card } from '../parts/card.jsx';
import { Icon } from '../parts/icon.jsx';
import { Row } from '../parts/row.jsx';
import * as answering from '../stores/answering.js';
import * as draft from '../stores/draft.js';
import { FieldInput } from './field_input.jsx';
import { fieldLabel, fieldValueWords, medicineWords } from './record_words.js';
import { formOf } from '../stores/phone.js';

export const id = 'medicines_as_before';

const FIELDS = ['medication_adherence', 'adverse_drug_reaction', 'medications'];
const AS_BEFORE = { medication_adherence: 'regular', adverse_drug_reaction: 'none' };

/** Forms with the drug treatment of the shared field sets. @param {string} form */
export const covers = (form) =>
  FIELDS.every((field) => formOf(form).byId.has(field)) ? { id, fields: FIELDS } : null;

/** @param {{ question: import('../stores/questions.js').Question, isFolded: boolean }} props */
export function Question({ question, isFolded }) {
  const rows = draft.body.value.medications ?? [];
  const isOpen = draft.unfolded.value.includes(question.id) || rows.length === 0;
  if (isOpen) return <OneByOne question={question} />;
  if (isFolded) return <Answered question={question} />;
  const previous = draft.opened.value?.previous;
  return (
    <Card tone="asked" title={t('medicine.title')}>
      {previous && (
        <p class="second">{t('common.last_value', { value: monthAndDay(previous.date) })}</p>
      )}
      <Rows rows={rows} />
      <Primary
        icon="tick"
        label={t('medicine.regularly')}
        hint={t('medicine.no_reaction')}
        onPress={() => {
          answering.answer(AS_BEFORE);
          draft.goOn();
        }}
      />
      <SideBySide even>
        <Button label={t('medicine.changed')} onPress={() => draft.unfold(question.id)} />
        <Button label={t('medicine.not_regularly')} onPress={() => draft.unfold(question.id)} />
      </SideBySide>
    </Card>
  );
}

/** @param {{ rows: Record<string, any>[] }} props */
function Rows({ rows }) {
  const form = /** @type {import('../stores/draft.js').OpenForm} */ (draft.opened.value).form
    .id;
  return (
    <>
      {rows.map((row) => {
        const { name, how } = medicineWords(row, form);
        return (
          <p key={row._row} class="with-icon">
            <Icon name="pill" />
            <span>
              <b>{name}</b> {how}
            </span>
          </p>
        );
      })}
    </>
  );
}

/** @param {{ question: import('../stores/questions.js').Question }} props */
function OneByOne({ question }) {
  return (
    <Card tone="asked">
      {question.fields.map((field) => (
        <FieldInput key={field.id} field={field} />
      ))}
      <NoMedicine />
    </Card>
  );
}

/** Whoever was prescribed nothing has no adherence to speak of: said, not left open. */
function NoMedicine() {
  const form = /** @type {import('../stores/draft.js').OpenForm} */ (draft.opened.value).form;
  const [adherence, reaction] = FIELDS.slice(0, 2).map((one) => form.byId.get(one));
  if (!adherence || !reaction || draft.body.value.medications?.length) return null;
  return (
    <Button
      label={t('medicine.nothing_prescribed')}
      onPress={() => {
        answering.markAbsent(adherence, 'not_applicable');
        answering.markAbsent(reaction, 'not_applicable');
        draft.goOn();
      }}
    />
  );
}

/** @param {{ question: import('../stores/questions.js').Question }} props */
function Answered({ question }) {
  const words = question.fields
    .slice(0, 2)
    .map(
      (field) => `${fieldLabel(field)} ${fieldValueWords(field, draft.body.value[field.id])}`,
    );
  return (
    <Card rows>
      <Row
        state="done"
        title={<Rows rows={draft.body.value.medications ?? []} />}
        under={words.join('\u00a0· ')}
        action={
          <Button
            kind="quiet"
            size="small"
            label={t('common.edit')}
            onPress={() => draft.unfold(question.id)}
          />
        }
      />
    </Card>
  );
}
