// The day's list is drawn by people: a tap never waits for those further down.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

const store = await import('../../../pwa/js/stores/round.js');

/** @param {number} people */
const door = (people) => ({
  rows: Array.from({ length: people }, () => ({ state: 'due', name: '甲' })),
});

/** @param {number[]} doors How many live behind each */
function show(...doors) {
  const stops = doors.map(door);
  store.round.value = { stops, total: stops.length, counts: {}, households: 0, residents: 0 };
}

beforeEach(store.fold);

const peopleBehind = () => store.inSight.value.map(({ rows }) => rows.length);

test('a screenful is counted in people, and a door is drawn whole', () => {
  show(3, 2, 4, 1, 1);

  assert.deepEqual(peopleBehind(), [3, 2, 4]);
});

test('each look further down brings a door, however many live behind the last', async () => {
  show(20, 1, 1);
  assert.deepEqual(peopleBehind(), [20]);

  await store.showMore();

  assert.deepEqual(peopleBehind(), [20, 1, 1]);
  assert.equal(store.hasMore.value, false);
});

test('a list that was left is drawn from its top again', async () => {
  show(6, 6, 6);
  await store.showMore();
  assert.deepEqual(peopleBehind(), [6, 6]);

  store.fold();

  assert.deepEqual(peopleBehind(), [6]);
});
