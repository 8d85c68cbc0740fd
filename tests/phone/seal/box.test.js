// A sealed row opens in its own place, unchanged, and nowhere else.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openText, seal } from '../../../pwa/js/seal/box.js';
import { makeKeys } from '../../../pwa/js/seal/keys.js';

const { dataKey } = await makeKeys('258036', 1000);

test('two sealed rows that were swapped are both refused', async () => {
  const zhang = await seal(dataKey, 'folders', 'zhang', 'allergic to penicillin');
  const li = await seal(dataKey, 'folders', 'li', 'no allergy');

  await assert.rejects(openText(dataKey, 'folders', 'zhang', li), { name: 'BrokenSeal' });
  await assert.rejects(openText(dataKey, 'folders', 'li', zhang), { name: 'BrokenSeal' });
});

test('a row that was moved to another store is refused', async () => {
  const box = await seal(dataKey, 'drafts', 'zhang', 'systolic 142');

  await assert.rejects(openText(dataKey, 'folders', 'zhang', box), { name: 'BrokenSeal' });
});

test('a row with one changed bit is refused, wherever the bit lies', async () => {
  const box = await seal(dataKey, 'folders', 'zhang', 'systolic 142');

  for (const at of [0, 3, 20, box.length - 1]) {
    const changed = box.slice();
    changed[at] ^= 1;
    await assert.rejects(openText(dataKey, 'folders', 'zhang', changed), {
      name: 'BrokenSeal',
    });
  }
});

test('the same text sealed twice looks different', async () => {
  const first = await seal(dataKey, 'folders', 'zhang', 'same');
  const second = await seal(dataKey, 'folders', 'zhang', 'same');

  assert.notDeepEqual(first, second);
});
