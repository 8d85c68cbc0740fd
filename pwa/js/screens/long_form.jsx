// A long form folded into its parts: what is missing first; a tap unfolds one part.
import { inWords, t } from '../i18n/language.js';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Chips } from '../parts/chips.jsx';
import { Row } from '../parts/row.jsx';
import { Meter } from '../parts/progress.jsx';
import * as draft from '../stores/draft.js';
import { isSettled } from '../stores/questions.js';
import { More } from './more_fields.jsx';
import { Question } from './question.jsx';
import { fieldLabel } from './record_words.js';

/** @typedef {import('../stores/questions.js').Step} Step */

export function LongForm() {
  const current = draft.stepId.value && draft.step.value;
  if (!current) return <Overview />;
  return (
    <>
      <Button
        kind="quiet"
        size="small"
        icon="back"
        label={t('visit.all_parts')}
        onPress={() => {
          draft.stepId.value = null;
          draft.focused.value = null;
        }}
      />
      <h2 class="section-title">{inWords(/** @type {any} */ (current.title))}</h2>
      {current.questions.map((question) => (
        <Question key={question.id} question={question} />
      ))}
      <More fields={current.more} />
    </>
  );
}

function Overview() {
  const missing = draft.missing.value;
  const all = draft.steps.value.reduce((sum, { questions }) => sum + questions.length, 0);
  return (
    <>
      {missing.length > 0 && (
        <>
          <div class="headline">
            <h2>{t('visit.missing_to_qualify', { count: missing.length })}</h2>
            <Meter value={all - missing.length} max={all} label={t('visit.steps')} />
          </div>
          <Chips
            label={t('resident.missing')}
            chips={missing.map(({ step, question }) => ({
              id: `${step.id} ${question.id}`,
              label: fieldLabel(
                question.fields.find((field) => !isSettled(field, draft.body.value)) ??
                  question.fields[0],
              ),
              missing: true,
            }))}
            onChoose={(id) => draft.showStep(id.split(' ')[0])}
          />
        </>
      )}
      <Card rows>
        {draft.steps.value.map((step) => (
          <Part key={step.id} step={step} />
        ))}
      </Card>
    </>
  );
}

/** @param {{ step: Step }} props */
function Part({ step }) {
  const filled = step.questions.filter(draft.isDone).length;
  return (
    <Row
      state={draft.isComplete(step) ? 'done' : 'due'}
      title={<b>{inWords(/** @type {any} */ (step.title))}</b>}
      trail={t('visit.of_all', { filled, all: step.questions.length })}
      leads
      onOpen={() => draft.showStep(step.id)}
    />
  );
}
