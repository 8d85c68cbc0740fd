// Computed values: read with the day that the document is about.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compute, withComputed } from '../../../pwa/js/forms/compute.js';
import { loadForms } from '../../../pwa/js/forms/load.js';
import { allForms } from '../vectors.js';

const hypertension = allForms().get('hypertension_follow_up');

/** A form whose computed values follow from one another and from today. */
const ages = (kind) =>
  loadForms({
    forms: {
      ages: {
        id: 'ages',
        kind,
        date: 'seen_on',
        sections: [
          {
            id: 'all',
            fields: [
              { id: 'early', type: 'integer', computed: 'age * 2' },
              { id: 'seen_on', type: 'date' },
              { id: 'birth', type: 'date' },
              { id: 'age', type: 'integer', computed: 'age_years(birth, today)' },
              { id: 'next', type: 'integer', computed: 'age + 1' },
            ],
          },
        ],
      },
    },
  }).get('ages');

test('the body mass index follows from weight and height, whatever a phone sent', () => {
  const body = { body_weight: 60, body_height: 160, body_mass_index: 99 };

  assert.equal(compute(hypertension, body, {}).body_mass_index, 23.4);
});

test('a computed value sees those before it, and nothing of those after it', () => {
  const body = { birth: '1959-03-02', age: 3 };

  const computed = compute(ages('encounter'), body, { today: '2026-11-25' });

  assert.deepEqual(computed, { early: null, age: 67, next: 68 });
});

test('an old service is read with its own day, a standing document with today', () => {
  const body = { birth: '1959-03-02', seen_on: '2020-06-01' };
  const context = { today: '2026-11-25' };

  assert.equal(withComputed(ages('encounter'), body, context).age, 61);
  assert.equal(withComputed(ages('facts'), body, context).age, 67);
});
