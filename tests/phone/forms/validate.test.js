// Validation: the shared vectors, and bodies that nobody meant to write.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { isAwaiting } from '../../../pwa/js/forms/qualified.js';
import { validate } from '../../../pwa/js/forms/validate.js';
import { allForms, vectors } from '../vectors.js';
import { bodyOf } from './bodies.js';

const forms = allForms();
const { context, validation } = vectors('forms');

for (const { name, form, body, context: own, expect } of validation) {
  test(`validation gives what the vectors say: ${name}`, () => {
    const found = validate(forms.get(form), body, { ...context, ...own });

    const { computed = {}, ...rest } = expect;
    for (const [key, value] of Object.entries(rest)) assert.deepEqual(found[key], value, key);
    for (const [id, value] of Object.entries(computed)) {
      assert.equal(found.computed[id], value, id);
    }
  });
}

test('no body, however wrong, keeps a form from being judged', () => {
  for (const form of forms.values()) {
    fc.assert(
      fc.property(bodyOf(form), (body) => {
        const found = validate(form, body, context);
        const clean =
          !found.errors.length && !found.missing_core.length && !found.awaiting.length;
        assert.equal(found.qualified, clean);
      }),
      { numRuns: 40 },
    );
  }
});

test('a neighbouring document that is not what it should be keeps no form from judgement', () => {
  const odd = { ...context, resident: { birth_date: '1950', managed_programmes: 'all' } };

  for (const { form, body } of validation) {
    assert.ok(validate(forms.get(form), body, odd).errors);
  }
});

test('a body is not changed by being judged', () => {
  for (const { form, body, context: own } of validation) {
    const before = structuredClone(body);
    validate(forms.get(form), body, { ...context, ...own });
    assert.deepEqual(body, before);
  }
});

test('a key that every JavaScript object has is unknown to the form', () => {
  const body = JSON.parse('{"__proto__": 1, "constructor": 2}');

  const { errors } = validate(forms.get('hypertension_follow_up'), body, context);

  assert.deepEqual(errors.slice(0, 2), [
    { field: '__proto__', code: 'unknown_field' },
    { field: 'constructor', code: 'unknown_field' },
  ]);
});

test('a document whose only gap is a result on its way is awaiting, neither good nor bad', () => {
  const waiting = validation
    .map((vector) =>
      validate(forms.get(vector.form), vector.body, { ...context, ...vector.context }),
    )
    .filter(isAwaiting);

  assert.ok(waiting.length > 0);
  for (const found of waiting) assert.equal(found.qualified, false);
});
