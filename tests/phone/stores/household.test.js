// A household that is opened: what is due to whom behind that door.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage } from './page.js';
import { HOME, ZHANG } from '../worker/cast.js';

const { expected, first, openHousehold, people } =
  await import('../../../pwa/js/stores/household.js');
const { round } = await import('../../../pwa/js/stores/round.js');

test('a door says what is due behind it, also where the list was not read so far', async (t) => {
  await openPage(t);
  round.value = { stops: [], total: 41, counts: {}, residents: 41 };

  await openHousehold(HOME);

  assert.equal(first.value?.resident, ZHANG);
  assert.deepEqual(
    people.value.map(({ row }) => row?.tasks.map(({ rule }) => rule)),
    [['hypertension_follow_up']],
  );
  assert.equal(expected.value.length, 1);
});
