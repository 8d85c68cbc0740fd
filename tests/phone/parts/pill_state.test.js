// The pill says one of several true things; what needs a person comes first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pillKind } from '../../../pwa/js/parts/pill_state.js';

test('an entry that the centre could not take is said before everything else', () => {
  assert.equal(
    pillKind({ attention: 1, sending: true, onPhone: 3, safeAt: '10:42' }),
    'attention',
  );
});

test('safe is said only when nothing is left on the phone', () => {
  assert.equal(pillKind({ onPhone: 1, safeAt: '10:42' }), 'on_phone');
  assert.equal(pillKind({ onPhone: 0, safeAt: '10:42' }), 'safe');
});

test('a phone that never reached the centre does not say safe', () => {
  assert.equal(pillKind({ onPhone: 0, safeAt: null }), 'never');
});

test('receiving is said, but never hides what is still on the phone', () => {
  assert.equal(pillKind({ receiving: true, safeAt: '10:42' }), 'receiving');
  assert.equal(pillKind({ receiving: true, onPhone: 2 }), 'on_phone');
});
