// Finishing: what stands in the way, and what goes.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { withoutHidden } from '../../../pwa/js/forms/finish.js';
import { loadForms } from '../../../pwa/js/forms/load.js';
import { validate } from '../../../pwa/js/forms/validate.js';
import { allForms, vectors } from '../vectors.js';

const forms = allForms();
const { context, validation } = vectors('forms');

/** A small form: a question whose answer opens others. */
const smoking = loadForms({
  forms: {
    smoking: {
      id: 'smoking',
      sections: [
        {
          id: 'habit',
          fields: [
            { id: 'smokes', type: 'boolean', required: 'always' },
            { id: 'daily', type: 'integer', show_if: 'smokes' },
            { id: 'heavy', type: 'boolean', show_if: 'daily > 20' },
            {
              id: 'brands',
              type: 'group',
              fields: [
                { id: 'brand', type: 'text', required: 'always' },
                { id: 'filter', type: 'boolean', show_if: 'is_set(brand)' },
              ],
            },
          ],
        },
        { id: 'advice', fields: [{ id: 'advised', type: 'boolean', required: 'always' }] },
      ],
    },
  },
}).get('smoking');

test('a changed answer takes with it what it had opened, and what that had opened', () => {
  const body = { smokes: false, daily: 30, heavy: true, _confirmed: ['daily', 'smokes'] };

  assert.deepEqual(withoutHidden(smoking, body, {}), { smokes: false, _confirmed: ['smokes'] });
  assert.equal(body.daily, 30);
});

test('in a row only the column that is not shown goes', () => {
  const brands = [
    { _row: 'r1', filter: true },
    { _row: 'r2', brand: 'a', filter: false },
  ];

  assert.deepEqual(withoutHidden(smoking, { brands }, {}).brands, [
    { _row: 'r1' },
    { _row: 'r2', brand: 'a', filter: false },
  ]);
});

test('after finishing nothing hidden is left, in any of the vectors', () => {
  for (const { form: id, body, context: own } of validation) {
    const form = forms.get(id);
    const whole = { ...context, ...own };
    const { warnings } = validate(form, withoutHidden(form, body, whole), whole);
    assert.ok(!warnings.some(({ code }) => code === 'hidden_value'));
  }
});
