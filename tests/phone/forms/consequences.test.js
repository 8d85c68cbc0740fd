// Consequences: the shared vectors, and that whoever writes them writes the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';

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
