// What opens a phone's store, and what does not.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openText, seal } from '../../../pwa/js/seal/box.js';
import { bytesOf } from '../../../pwa/js/seal/bytes.js';
import {
  changeLock,
  makeKeys,
  openLock,
  pauseAfter,
  ROUNDS,
} from '../../../pwa/js/seal/keys.js';

const QUICK = 1000;

test('the PIN opens what it locked, another PIN does not', async () => {
  const { dataKey, lock } = await makeKeys('258036', QUICK);
  const box = await seal(dataKey, 'folders', 'a', '张桂芳');

  const key = await openLock('258036', lock);

  assert.equal(await openText(key, 'folders', 'a', box), '张桂芳');
  await assert.rejects(openLock('258037', lock), { name: 'WrongPin' });
});

test('a copied lock without the phone that made it opens nothing, also with the right PIN', async () => {
  const { lock } = await makeKeys('258036', QUICK);
  const other = await makeKeys('258036', QUICK);

  const copied = { ...lock, device_key: other.lock.device_key };

  await assert.rejects(openLock('258036', copied), { name: 'WrongPin' });
});

test('nothing in the lock says whether a PIN is right but the wrapped key itself', async () => {
  const { lock } = await makeKeys('258036', QUICK);

  assert.deepEqual(Object.keys(lock).sort(), ['device_key', 'rounds', 'salt', 'wrapped']);
  assert.equal(lock.device_key.extractable, false);
});

test('a new PIN opens what was sealed under the old one', async () => {
  const { dataKey, lock } = await makeKeys('258036', QUICK);
  const box = await seal(dataKey, 'folders', 'a', '血压 142/86');

  const changed = await changeLock('258036', '147369', lock, QUICK * 2);

  assert.equal(
    await openText(await openLock('147369', changed), 'folders', 'a', box),
    '血压 142/86',
  );
  await assert.rejects(openLock('258036', changed), { name: 'WrongPin' });
});

test('the PIN is stretched a million times or more', () => {
  assert.ok(ROUNDS >= 1_000_000);
});

test('two wrong PINs cost nothing, then each costs more', () => {
  const pauses = Array.from({ length: 10 }, (_, wrong) => pauseAfter(wrong));

  assert.deepEqual(pauses.slice(0, 5), [0, 0, 0, 5000, 15000]);
  assert.deepEqual(
    pauses,
    [...pauses].sort((a, b) => a - b),
  );
});

test('the data key cannot be taken out of memory by a script', async () => {
  const { dataKey } = await makeKeys('258036', QUICK);

  await assert.rejects(crypto.subtle.exportKey('raw', dataKey));
  assert.equal(bytesOf('王').length, 3);
});
