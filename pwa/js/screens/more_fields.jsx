// What may be said beside the questions: folded until asked for, and open where something stands or is wrong.
import { useState } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { isSet } from '../forms/values.js';
import * as draft from '../stores/draft.js';
import { FieldInput } from './field_input.jsx';
import { fieldLabel } from './record_words.js';

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
      <Button
        kind="quiet"
        tone="ink"
        trail="unfold"
        expanded={false}
        label={t('visit.more', { names })}
        onPress={() => open(true)}
      />
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

/** @param {string} id */
const isCopied = (id) =>
  Boolean(draft.opened.value?.copied.includes(id)) && isSet(draft.body.value[id]);
