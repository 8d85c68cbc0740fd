// Values: when they are set, and when two are the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isSet, same, tidy } from '../../../pwa/js/forms/values.js';

test('zero and no are answers; null, an empty text and an empty list are not', () => {
  for (const value of [0, false, 'a', ['a'], {}]) assert.ok(isSet(value));
  for (const value of [null, undefined, '', []]) assert.equal(isSet(value), false);
});

test('text is stored trimmed and composed, so that two keyboards write one name', () => {
  assert.equal(tidy(' e\u0301 '), '\u00e9');
  assert.deepEqual(tidy([{ _row: 'r1', drug_name: ' ', dose: -0 }]), [{ _row: 'r1', dose: 0 }]);
  assert.equal(tidy('  '), null);
  assert.equal(tidy(false), false);
});

test('rows are the same whatever the order of their columns', () => {
  assert.ok(same([{ a: 1, b: [2] }], [{ b: [2], a: 1 }]));
  assert.ok(same(undefined, null));
  assert.equal(same([1, 2], [2, 1]), false);
  assert.equal(same({ a: 1 }, { a: 1, b: 2 }), false);
  assert.equal(same([], {}), false);
  assert.equal(same(1, '1'), false);
});
