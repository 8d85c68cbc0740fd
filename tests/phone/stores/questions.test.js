// A form's questions, in the order in which one speaks them; nothing here knows a form by name but the tests.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FormScope } from '../../../pwa/js/forms/form_scope.js';
import { isComplete, numberFrom, stepsOf } from '../../../pwa/js/stores/questions.js';
import { allForms } from '../vectors.js';

const forms = allForms();
const hypertension = forms.get('hypertension_follow_up');
const TODAY = '2026-11-25';

const steps = (form, body = {}, last = {}, togethers = []) =>
  stepsOf(form, new FormScope(form, body, { today: TODAY }), last, togethers);
const ids = (question) => question.fields.map(({ id }) => id);

test('danger signs and symptoms are one spoken question', () => {
  const [first] = steps(hypertension);

  const asked = first.questions.find(({ kind }) => kind === 'none_of');
  assert.deepEqual(ids(asked), ['danger_signs', 'symptoms']);
});

test('a section without anything to ask is folded into the one before', () => {
  const named = steps(hypertension).map(({ id }) => id);

  assert.ok(!named.includes('symptoms'));
  assert.ok(!named.includes('investigations'));
});

test('the figures of a section are typed one after another, the targets are not among them', () => {
  const signs = steps(hypertension).find(({ id }) => id === 'signs');

  const figures = signs.questions.find(({ kind }) => kind === 'numbers');
  assert.deepEqual(ids(figures), [
    'systolic_blood_pressure',
    'diastolic_blood_pressure',
    'heart_rate',
    'body_weight',
  ]);
  assert.ok(signs.more.some(({ id }) => id === 'target_body_weight'));
});

test('habits are taken from last time in one question, and asked one by one without one', () => {
  const last = { daily_cigarettes: 0, daily_alcohol: 0, salt_intake: 'light' };

  const known = steps(hypertension, {}, last).find(({ id }) => id === 'lifestyle');
  const unknown = steps(hypertension).find(({ id }) => id === 'lifestyle');

  assert.deepEqual(
    ids(known.questions.find(({ kind }) => kind === 'as_last')),
    Object.keys(last),
  );
  assert.equal(
    unknown.questions.find(({ kind }) => kind === 'as_last'),
    undefined,
  );
});

test('what one tap answers is one question only in a form that has all its fields', () => {
  const both = { id: 'both', fields: ['medication_adherence', 'adverse_drug_reaction'] };
  const strange = { id: 'strange', fields: ['medication_adherence', 'no_such_field'] };

  const treatment = steps(hypertension, {}, {}, [strange, both]).find(
    ({ id }) => id === 'treatment',
  );

  assert.deepEqual(
    treatment.questions.filter(({ kind }) => kind === 'together').map(({ id }) => id),
    ['both'],
  );
});

test('every form of the field can be asked, whatever it is made of', () => {
  for (const form of forms.values()) {
    const asked = steps(form).flatMap(({ questions, more }) => [
      ...questions.flatMap(({ fields }) => fields),
      ...more,
    ]);
    const scope = new FormScope(form, {}, { today: TODAY });
    const shown = form.fields.filter(
      (field) =>
        !field.of && !field.computed && !field.definition.retired && scope.shows(field),
    );

    assert.deepEqual(
      asked.map(({ id }) => id).sort(),
      shown.map(({ id }) => id).sort(),
      form.id,
    );
  }
});

test('138, 95 and 86 go on by themselves, 13 and 20 wait for a further digit', () => {
  const systolic = hypertension.byId.get('systolic_blood_pressure');
  const diastolic = hypertension.byId.get('diastolic_blood_pressure');
  const weight = hypertension.byId.get('body_weight');

  assert.ok(isComplete(systolic, '138'));
  assert.ok(isComplete(diastolic, '95'));
  assert.ok(isComplete(diastolic, '86'));
  assert.ok(!isComplete(systolic, '13'));
  assert.ok(!isComplete(diastolic, '20'));
  assert.ok(!isComplete(weight, '62'));
  assert.ok(isComplete(weight, '62.5'));
});

test('what is no number yet stays as it was typed', () => {
  assert.equal(numberFrom('138'), 138);
  assert.equal(numberFrom('62.'), '62.');
  assert.equal(numberFrom('12/8'), '12/8');
  assert.equal(numberFrom(''), null);
});
