// The board's figures: nobody is rounded up, and what presses comes first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  barsOf,
  pressingState,
  shareDone,
  silentDays,
} from '../../../../pwa/js/stores/desk/board.js';

const NOBODY = { planned: 0, done: 0, missed: 0, refused: 0, not_home: 0, waiting: 0 };

test('199 of 200 visited is not everybody', () => {
  assert.equal(shareDone({ ...NOBODY, planned: 200, done: 199 }), 99);
  assert.equal(shareDone({ ...NOBODY, planned: 200, done: 200 }), 100);
});

test('a doctor for whom nothing was due has no percentage', () => {
  assert.equal(shareDone(NOBODY), null);
});

test('the bars of a doctor are together what was planned', () => {
  const bars = barsOf({
    planned: 77,
    done: 41,
    missed: 14,
    refused: 2,
    not_home: 13,
    waiting: 7,
  });

  assert.deepEqual(
    bars.map(({ amount }) => amount),
    [41, 14, 22],
  );
});

test('a panel opens on who was missed, before those not home, before those done', () => {
  assert.equal(pressingState({ ...NOBODY, missed: 1, not_home: 3, done: 9 }), 'missed');
  assert.equal(pressingState({ ...NOBODY, not_home: 3, done: 9 }), 'not_home');
  assert.equal(pressingState({ ...NOBODY, done: 9 }), 'done');
});

test('a phone is silent from the second whole day on, by the centre’s clock', () => {
  const now = '2026-11-25T10:00:00Z';

  assert.equal(silentDays('2026-11-23T10:00:01Z', now), 1);
  assert.equal(silentDays('2026-11-23T10:00:00Z', now), 2);
  // A clock that was put back makes nobody talk from the future.
  assert.equal(silentDays('2026-11-26T10:00:00Z', now), 0);
  assert.equal(silentDays(null, now), 0);
});
