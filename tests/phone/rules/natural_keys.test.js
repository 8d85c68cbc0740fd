// Natural keys: phones that never met make the same document of the same thing.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  NAMESPACE,
  naturalId,
  residentOfSheet,
  rowId,
} from '../../../pwa/js/rules/natural_keys.js';
import { vectors } from '../vectors.js';

const { namespace, natural_id } = vectors('identifiers');

test('every county has the same namespace', () => {
  assert.equal(NAMESPACE, namespace);
});

for (const { type, parts, expect } of natural_id) {
  test(`${type} has the id that its key gives: ${parts.at(-1)}`, () => {
    assert.equal(naturalId(type, ...parts), expect);
  });
}

test('the row of a planned visit is the same on every phone', () => {
  const { parts, expect } = natural_id.find(({ type }) => type === 'row');

  assert.equal(rowId(...parts), expect);
});

test('every phone that scans a route sheet makes the same resident', () => {
  const { parts, expect } = natural_id.find(({ type }) => type === 'resident');

  assert.equal(residentOfSheet(parts[0]), expect);
  assert.throws(() => residentOfSheet('F01E'), RangeError);
});

test('a bar within one part does not make two parts of it', () => {
  assert.notEqual(naturalId('x', 'a|b'), naturalId('x', 'a', 'b'));
  assert.notEqual(naturalId('x', 'a\\', 'b'), naturalId('x', 'a\\|b'));
});

test('a key with a part that is not set gives no id', () => {
  assert.throws(() => naturalId('x', 'a', ''), RangeError);
  assert.throws(() => naturalId('x'), RangeError);
});
