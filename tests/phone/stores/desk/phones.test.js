// How a phone stands at the desk: one whose entries were refused is not in order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAmiss, stateOf } from '../../../../pwa/js/stores/desk/phones.js';

const GOOD = {
  device: '01930000-0000-7000-8000-00000000d1a2',
  staff: { id: 'wang', name: '王秀兰' },
  shared_with: [],
  enrolled_at: '2026-03-02T01:30:00Z',
  heard_at: '2026-11-25T10:00:00Z',
  lease_until: '2026-12-09T10:00:00Z',
  silent: false,
  missing: 0,
  copied: false,
  lost: false,
  revoked_at: null,
  rejected: 0,
  held: 0,
  waiting: 0,
  app_version: '',
};

test('a phone with a refused entry needs attention', () => {
  const refused = { ...GOOD, rejected: 1, held: 2 };

  assert.equal(stateOf(refused), 'attention');
  assert.ok(isAmiss(refused));
});

test('a phone whose entries wait at the centre waits, and nobody has to act', () => {
  const waits = { ...GOOD, held: 2 };

  assert.equal(stateOf(waits), 'waits');
  assert.ok(!isAmiss(waits));
});

test('a phone of which all is known and taken is in order', () => {
  assert.equal(stateOf(GOOD), 'good');
});

test('a withdrawn phone stays withdrawn, whatever else is the matter', () => {
  assert.equal(stateOf({ ...GOOD, revoked_at: GOOD.heard_at, rejected: 3 }), 'withdrawn');
});
