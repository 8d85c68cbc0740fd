// One live tab: the other says so, and takes over once the drafts are on disk.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createLeader } from '../../../pwa/js/sync/leader.js';

const tabs = (t, onAsked) => {
  const heard = { asked: 0, taken: 0 };
  const tab = (asked) =>
    createLeader({ onAsked: asked, onTaken: () => (heard.taken += 1), patience_ms: 80 });
  const first = tab(() => {
    heard.asked += 1;
    onAsked(first);
  });
  const second = tab(() => undefined);
  t.after(() => [first, second].forEach((one) => (one.letGo(), one.close())));
  return { first, second, heard };
};

test('the second tab is told that another one works', async (t) => {
  const { first, second } = tabs(t, () => undefined);

  assert.equal(await first.lead(), true);
  assert.equal(await first.lead(), true);
  assert.equal(await second.lead(), false);
});

test('a tab that is asked lets go, and the other one works', async (t) => {
  const { first, second, heard } = tabs(t, (tab) => tab.letGo());
  await first.lead();

  assert.equal(await second.takeOver(), true);

  assert.deepEqual(heard, { asked: 1, taken: 0 });
  assert.equal(await first.lead(), false);
});

test('from a frozen tab the store is taken, and it writes no more', async (t) => {
  const { first, second, heard } = tabs(t, () => undefined);
  await first.lead();

  assert.equal(await second.takeOver(), true);

  assert.equal(heard.taken, 1);
});
