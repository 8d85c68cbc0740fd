// Changes: what an operation says, and what one's own look like before the server has answered.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import {
  applyChanges,
  applyLinkChanges,
  changesBetween,
  linkChangesBetween,
} from '../../../pwa/js/forms/changes.js';
import { tidyBody, unitsOf, unitsOfRow } from '../../../pwa/js/forms/units.js';
import { same } from '../../../pwa/js/forms/values.js';
import { allForms, vectors } from '../vectors.js';
import { bodyOf } from './bodies.js';

const forms = allForms();
const hypertension = forms.get('hypertension_follow_up');

test('laying the changes between two bodies over the first gives the second', () => {
  for (const form of forms.values()) {
    const two = fc.tuple(bodyOf(form), bodyOf(form));
    fc.assert(
      fc.property(two, ([before, { stranger: _, ...after }]) => {
        const start = tidyBody(form, before);
        const { stranger, ...end } = applyChanges(form, start, changesBetween(form, start, after));
        assert.deepEqual(end, tidyBody(form, after));
        assert.deepEqual(stranger, start.stranger);
      }),
      { numRuns: 20 },
    );
  }
});

test('bodies that differ only in what is not stored have no changes between them', () => {
  const before = { heart_rate: 70, _absent: {}, _confirmed: [], symptoms: [] };
  const after = { heart_rate: 70, other_signs: '  ', _absent: { heart_rate: 'refused' } };

  assert.deepEqual(changesBetween(hypertension, before, after), {});
});

test('a blood pressure is named whole, also the reading that stays', () => {
  const before = { systolic_blood_pressure: 150, diastolic_blood_pressure: 90 };

  assert.deepEqual(
    changesBetween(hypertension, before, { ...before, systolic_blood_pressure: 146 }),
    {
      systolic_blood_pressure: { from: 150, to: 146 },
      diastolic_blood_pressure: { from: 90, to: 90 },
    },
  );
});

test('a value that arrives takes its absence away, and both are said', () => {
  const before = { _absent: { heart_rate: 'no_equipment' } };

  const changes = changesBetween(hypertension, before, { heart_rate: 72, ...before });

  assert.deepEqual(changes, {
    heart_rate: { from: null, to: 72 },
    '_absent.heart_rate': { from: 'no_equipment', to: null },
  });
  assert.deepEqual(applyChanges(hypertension, before, changes), { heart_rate: 72 });
});

test('looking at a warning and keeping the value is a change of its own', () => {
  const before = { heart_rate: 130 };

  const changes = changesBetween(hypertension, before, { ...before, _confirmed: ['heart_rate'] });

  assert.deepEqual(changes, {
    heart_rate: { from: 130, to: 130 },
    '_confirmed.heart_rate': { from: null, to: true },
  });
  assert.deepEqual(applyChanges(hypertension, before, changes), {
    heart_rate: 130,
    _confirmed: ['heart_rate'],
  });
});

test('a confirmed warning does not pass to a value that came meanwhile', () => {
  const changes = changesBetween(
    hypertension,
    { heart_rate: 130 },
    { heart_rate: 130, _confirmed: ['heart_rate'] },
  );

  assert.deepEqual(applyChanges(hypertension, { heart_rate: 90 }, changes), { heart_rate: 90 });
});

test('what one entered oneself is seen, whatever stands at the centre', () => {
  const changes = changesBetween(hypertension, { heart_rate: 70 }, { heart_rate: 76 });

  const seen = applyChanges(hypertension, { heart_rate: 80, symptoms: ['none'] }, changes);

  assert.deepEqual(seen, { heart_rate: 76, symptoms: ['none'] });
});

test('keys of a newer form survive changes made by an older phone', () => {
  const standing = { heart_rate: 70, of_next_year: 'kept' };

  const changes = changesBetween(hypertension, standing, { heart_rate: 71 });

  assert.deepEqual(applyChanges(hypertension, standing, changes), {
    heart_rate: 71,
    of_next_year: 'kept',
  });
});

test('a body is not changed by what is laid over it', () => {
  const standing = { _absent: { heart_rate: 'refused' }, _confirmed: ['symptoms'] };
  const before = structuredClone(standing);

  applyChanges(hypertension, standing, {
    heart_rate: { from: null, to: 70 },
    '_absent.heart_rate': { from: 'refused', to: null },
  });

  assert.deepEqual(standing, before);
});

test('a link that changes is named with what it was', () => {
  const before = { household: 'h1', resident: 'r1' };
  const changes = linkChangesBetween(before, { household: 'h2', resident: 'r1', visit: 'v1' });

  assert.deepEqual(changes, {
    '@household': { from: 'h1', to: 'h2' },
    '@visit': { from: null, to: 'v1' },
  });
  assert.deepEqual(applyLinkChanges(before, changes), {
    household: 'h2',
    resident: 'r1',
    visit: 'v1',
  });
  assert.deepEqual(applyLinkChanges(before, { '@household': { from: 'h1', to: null } }), {
    resident: 'r1',
  });
});

test('every field that is not computed is in exactly one unit', () => {
  for (const form of forms.values()) {
    const inUnits = unitsOf(form).flatMap(({ values }) => values);
    const stored = form.fields.filter(({ computed }) => !computed).map(({ id }) => id);
    assert.deepEqual(inUnits.toSorted(), stored.toSorted(), form.id);
  }
});

test('the column of a row is a unit with its companion, named by the row', () => {
  const visit = forms.get('visit');
  const unit = unitsOfRow(visit, 'visit_items', 'r1').find(
    ({ first }) => first.id === 'item_purpose',
  );

  assert.equal(unit.name, 'visit_items[r1].item_purpose');
  assert.deepEqual(unit.parts, ['item_purpose', 'item_purpose__other']);
});

test('where nobody else wrote, what a phone shows is what the server makes of it', () => {
  let compared = 0;
  for (const { start, operations, expect, orders } of vectors('merge').vectors) {
    if (orders || operations.length !== 1 || operations[0].kind !== 'patch') continue;
    const [{ document, changes = {} }] = operations;
    const [standing, after] = [start.documents?.[document], expect.documents?.[document]];
    if (!standing || !after || expect.answers[0].answer !== 'applied') continue;
    const form = forms.get(standing.type);
    const known = Object.entries(changes).every(
      ([part, { from }]) => part.startsWith('_') || same(standing.body?.[part], from),
    );
    if (!known) continue;
    const seen = applyChanges(form, standing.body ?? {}, changes);
    assert.deepEqual(tidyBody(form, seen), after.body ?? {});
    compared += 1;
  }
  assert.ok(compared > 5);
});
