// The day's list is drawn by people: a tap never waits for those further down.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

const store = await import('../../../pwa/js/stores/round.js');
const at = await import('../../../pwa/js/stores/household.js');

/** @param {number} people */
const door = (people) => ({
  rows: Array.from({ length: people }, () => ({ state: 'due', name: '甲' })),
});

/** @param {number[]} doors How many live behind each */
function show(...doors) {
  const stops = doors.map(door);
  store.round.value = { stops, total: stops.length, counts: {}, residents: 0 };
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

/** @param {...[string, string, (string | null)?]} rows Who, in which state, and what came of today */
const behind = (...rows) => ({
  rows: rows.map(([name, state, tried = null]) => ({ name, state, tried })),
});

/** @param {ReturnType<typeof behind>[]} stops As the worker hands them out */
function walk(...stops) {
  store.round.value = { stops, total: stops.length, counts: {}, residents: 0 };
  return store.nextStop.value?.rows[0].name ?? null;
}

const REFUSED = behind(['甲', 'refused', 'refused']);
const PUT_OFF = behind(['乙', 'deferred', 'postponed']);
const OUT = behind(['丙', 'not_home', 'not_home']);

test('the next door is never one where somebody refused or was put off today', () => {
  assert.equal(walk(REFUSED, PUT_OFF, behind(['丁', 'due'])), '丁');
  assert.equal(walk(REFUSED, PUT_OFF), null);
});

test('where nobody was home one goes again, after all others; to danger too', () => {
  const danger = behind(['戊', 'urgent', 'refused']);

  assert.equal(walk(OUT, danger, behind(['丁', 'overdue'])), '丁');
  assert.equal(walk(REFUSED, OUT), '丙');
  assert.equal(walk(danger, OUT), '戊');
});

test('in a house it is begun with who was not tried; where all were, with any of them', () => {
  const ids = ['甲', '丁'];
  const beginWith = (/** @type {[string, string, string?][]} */ ...rows) => {
    const stop = behind(...rows);
    at.household.value = {
      subject: 'h',
      members: ids.map((resident) => ({ resident })),
      stop: { rows: stop.rows.map((row) => ({ ...row, resident: row.name })) },
    };
    return [at.first.value?.resident, at.expected.value.length];
  };

  assert.deepEqual(beginWith(['甲', 'refused', 'refused'], ['丁', 'due']), ['丁', 1]);
  assert.deepEqual(beginWith(['甲', 'refused', 'refused'], ['丁', 'done']), ['甲', 1]);
  assert.deepEqual(beginWith(['甲', 'not_home', 'not_home'], ['丁', 'refused', 'refused']), [
    '甲',
    2,
  ]);
});

test('tried doors sink in a filtered list too', () => {
  walk(behind(['甲', 'due'], ['己', 'done']), behind(['庚', 'done']), REFUSED);

  const names = store.stops.value.map(({ rows }) => rows[0].name);

  assert.deepEqual(names, ['甲', '甲', '庚']);
});
