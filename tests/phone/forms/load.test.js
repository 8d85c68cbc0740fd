// Loading: the forms as the server compiled them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { allForms, compiledForms } from '../vectors.js';

const forms = allForms();

test('every compiled form is there, the system’s own documents too', () => {
  assert.deepEqual([...forms.keys()], Object.keys(compiledForms().forms));
  assert.ok(forms.get('programme_enrolment').definition.system);
});

test('a companion stands directly after its field and merges like it', () => {
  const { fields, byId } = forms.get('hypertension_follow_up');
  const at = fields.findIndex(({ id }) => id === 'symptoms__other');

  assert.ok(at > 0);
  const companion = fields[at];
  assert.equal(companion.of, byId.get('symptoms'));
  assert.equal(companion.merge, companion.of.merge);
  assert.equal(companion.definition.core, companion.of.definition.core);
  assert.ok(fields[at - 1] === companion.of || fields[at - 1].of === companion.of);
});

test('the companion of a field whose options have ranks is no matter of rank', () => {
  for (const { fields, columns } of forms.values()) {
    for (const field of [...fields, ...[...columns.values()].flat()]) {
      if (field.of?.merge === 'status') assert.equal(field.merge, 'manual');
    }
  }
});

test('columns know their group, and are no fields of the form', () => {
  const { columns, byId } = forms.get('visit');

  assert.ok(columns.get('visit_items').every(({ group }) => group === 'visit_items'));
  assert.ok(!byId.has('item_purpose'));
  assert.ok(columns.get('visit_items').some(({ id }) => id === 'item_purpose__other'));
});

test('a form without a lane is everybody’s', () => {
  assert.equal(forms.get('visit').lane, 'record');
  assert.equal(forms.get('smi_follow_up').lane, 'mental_health');
});

test('an alert’s finding says what is to be done', () => {
  const { actions } = forms.get('hypertension_follow_up');

  assert.equal(actions.get('danger_sign'), 'urgent_referral');
});
