// What fingers and clipboards give becomes plain digits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainNumber } from '../../../pwa/js/parts/typed_digits.js';

test('full-width digits of an input method are the digits they show', () => {
  assert.equal(plainNumber('１３８'), '138');
  assert.equal(plainNumber('６２。５'), '62.5');
});

test('a pasted pair keeps its stroke and loses its unit', () => {
  assert.equal(plainNumber('138／86 mmHg'), '138/86');
});
