// A clock that somebody has set right since it was measured.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { offsetNow } from '../../../pwa/js/rules/clock_offset.js';

const HEARD = '2026-11-25T02:00:00Z';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** An hour after the centre was heard of. */
const NOW = Date.parse(HEARD) + HOUR;

const measured = (offset_ms) => ({ offset_ms, checked_at: HEARD });

test('a clock two days ahead, or one behind, is off by what was measured', () => {
  assert.equal(offsetNow(measured(2 * DAY), NOW + 2 * DAY), 2 * DAY);
  assert.equal(offsetNow(measured(-DAY), NOW - DAY), -DAY);
});

test('a clock two days ahead that is set right is off no more', () => {
  assert.equal(offsetNow(measured(2 * DAY), NOW), 0);
});

test('seconds on the way to the centre are no clock that was set', () => {
  assert.equal(offsetNow(measured(1_000), Date.parse(HEARD)), 1_000);
});

test('where nothing was measured, or the centre never heard of, the clock stands as it is', () => {
  assert.equal(offsetNow(measured(null), NOW), 0);
  assert.equal(offsetNow({ offset_ms: DAY, checked_at: null }, NOW), DAY);
});
