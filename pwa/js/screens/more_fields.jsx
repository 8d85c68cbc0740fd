// What may be said beside the questions: folded until asked for, and open where something is wrong. What stands in it is in sight.
import { useState } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { dotted, listed } from '../i18n/lists.js';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { isSet } from '../forms/values.js';
import * as draft from '../stores/draft.js';
import { FieldInput } from './field_input.jsx';
import { fieldLabel, fieldValueWords, unitOf } from './record_words.js';

/** @param {{ fields: import('../forms/load.js').Field[] }} props */
export function More({ fields }) {
  const [isOpen, open] = useState(false);
  const shown = fields.filter((field) => draft.scope.value?.shows(field));
  if (shown.length === 0) return null;
  const wrong = draft.errors.value.some(({ field }) =>
    shown.some(({ id }) => field.startsWith(id)),
  );
  const led = shown.some(({ id }) => draft.unfolded.value.includes(id));
  if (!isOpen && !wrong && !led) {
    const names = shown.slice(0, 3).map(fieldLabel).join(t('list.separator'));
    return (
      <>
        <Standing fields={shown} />
        <Button
          kind="quiet"
          tone="ink"
          trail="unfold"
          expanded={false}
          label={t('visit.more', { names })}
          onPress={() => open(true)}
        />
      </>
    );
  }
  return (
    <Card>
      {shown.map((field) => (
        <div key={field.id}>
          <FieldInput field={field} />
          {isCopied(field.id) && <p class="second">{t('visit.copied')}</p>}
        </div>
      ))}
    </Card>
  );
}

/** Values that will be kept, though nobody asked for them here. @param {{ fields: import('../forms/load.js').Field[] }} props */
function Standing({ fields }) {
  const set = fields.filter(({ id }) => isSet(draft.body.value[id]));
  if (set.length === 0) return null;
  const words = set.map((field) =>
    [fieldLabel(field), fieldValueWords(field, draft.body.value[field.id]), unitOf(field)].join(
      ' ',
    ),
  );
  const hint = set.some(({ id }) => isCopied(id)) && t('visit.copied');
  return <p class="second">{dotted(listed(words), hint)}</p>;
}

/** @param {string} id */
const isCopied = (id) =>
  Boolean(draft.opened.value?.copied.includes(id)) && isSet(draft.body.value[id]);
