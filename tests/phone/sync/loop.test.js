// When the phone tries, and how long it waits.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { waitAfter } from '../../../pwa/js/sync/backoff.js';
import { createLoop } from '../../../pwa/js/sync/loop.js';
import { NoAnswer } from '../../../pwa/js/sync/transport.js';

const loopOf = (t, sync) => {
  const refused = [];
  const loop = createLoop({
    sync,
    onChange() {},
    onRefused: (code) => refused.push(code),
    chance: () => 0.5,
  });
  t.after(() => loop.stop());
  return { loop, refused };
};

test('the waits grow from two seconds to five minutes, and no two phones wait the same', () => {
  const waits = Array.from({ length: 12 }, (_, at) => waitAfter(at + 1, null, () => 1));

  assert.equal(waits[0], 2000);
  assert.equal(waits.at(-1), 300_000);
  assert.deepEqual(
    waits,
    [...waits].sort((a, b) => a - b),
  );
  assert.notEqual(
    waitAfter(9, null, () => 0),
    waitAfter(9, null, () => 1),
  );
});

test('what the centre asks for is the least', () => {
  for (const chance of [0, 0.5, 1]) assert.ok(waitAfter(1, 120, () => chance) >= 120_000);
});

test('a centre that was away for an hour is reached within five minutes of its return', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 0 });
  let isUp = false;
  let reachedAt = null;
  const { loop } = loopOf(t, async () => {
    if (!isUp) throw new NoAnswer('signal');
    reachedAt ??= Date.now();
  });
  await loop.now();
  for (let minute = 0; minute < 90; minute += 1) {
    isUp = minute >= 70;
    for (let second = 0; second < 60; second += 1) {
      t.mock.timers.tick(1000);
      await Promise.resolve()
        .then(() => undefined)
        .then(() => undefined);
    }
  }

  assert.ok(reachedAt !== null && reachedAt <= 75 * 60_000, String(reachedAt));
});

test('two wishes at once are one sync, and one more after it', async (t) => {
  let runs = 0;
  const { loop } = loopOf(t, async () => {
    runs += 1;
    await new Promise((resolve) => setTimeout(resolve, 10));
  });

  await Promise.all([loop.now(), loop.now(), loop.now()]);

  assert.equal(runs, 2);
});

test('a revoked phone is told once and a failure that should not be does not end the trying', async (t) => {
  const errors = [new NoAnswer('revoked'), new RangeError('a bug'), null];
  const { loop, refused } = loopOf(t, async () => {
    const error = errors.shift();
    if (error) throw error;
  });

  await loop.now();
  await assert.rejects(loop.now(), RangeError);
  await loop.now();

  assert.deepEqual(refused, ['revoked']);
  assert.equal(loop.state.reached, true);
});
