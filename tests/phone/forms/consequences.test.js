// Consequences: the shared vectors, and that whoever writes them writes the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { daysOn } from '../../../pwa/js/forms/schedule_offsets.js';
import { vectors } from '../vectors.js';
import { asJson, frozen, records } from './facts.js';

const cases = frozen(vectors('consequences').vectors);

for (const { case: name, cause, expect } of cases)
  test(`consequences: ${name}`, () => {
    assert.deepEqual(asJson(records.consequences(cause)), expect);
  });

test('the order in which documents are held changes no consequence', () => {
  for (const { case: name, cause, expect } of cases) {
    const documents = cause.documents?.toReversed();

    assert.deepEqual(asJson(records.consequences({ ...cause, documents })), expect, name);
  }
});

test('the same operation twice writes operations of the same ids', () => {
  for (const { case: name, cause, expect } of cases) {
    const ids = records.consequences(cause).map(({ id }) => id);

    assert.deepEqual(
      ids,
      expect.map(({ id }) => id),
      name,
    );
    assert.equal(new Set(ids).size, ids.length, name);
  }
});

test('an alert counts from the day of service, however late it was written down', () => {
  const raises = cases.find(({ expect }) => expect[0]?.form === 'alert_follow_up');
  const late = { ...raises.cause, day: daysOn(raises.cause.day, 9) };

  const [alert] = records.consequences(late);

  const { raised_on: on, due_on: due } = alert.changes;
  assert.equal(on.to, raises.expect[0].changes.raised_on.to);
  assert.equal(due.to, raises.expect[0].changes.due_on.to);
});
