// The day's list: whom one meets first, and what sinks.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { residentsOf } from '../../../pwa/js/worker/residents.js';
import { roundOf, stopOf } from '../../../pwa/js/worker/round.js';
import { compareNaturally } from '../../../pwa/js/worker/walking_order.js';

const TODAY = '2026-11-25';
const task = (open, close, more = {}) => ({
  id: open,
  rule: 'hypertension_follow_up',
  cycle: open,
  form: 'hypertension_follow_up',
  open,
  due: close,
  close,
  priority: 2,
  ...more,
});
const DUE = task('2026-11-20', '2026-12-01');
const OVERDUE = task('2026-10-01', '2026-11-01');
const row = (id, door, tasks, more = {}) => ({
  id,
  lane: 'record',
  flags: [],
  last: {},
  tasks,
  holds_until: '2027-01-01',
  name: `居民${id}`,
  household: `h${id}`,
  area: '1',
  door: {
    natural_village: null,
    building: null,
    entrance: null,
    storey: null,
    door: null,
    walking_order: null,
    ...door,
  },
  ...more,
});

function round(rows, { done = {}, tried = {}, again = {}, on = TODAY } = {}) {
  return roundOf(villageOf(rows), {
    today: TODAY,
    day: { on, done, tried, again },
    stateOf: () => 'safe',
  });
}
const villageOf = (rows) =>
  residentsOf({
    index: new Map(rows.map((one) => [`${one.id}|${one.lane}`, { row: one, feed: 1 }])),
    overlaid: new Map(),
  });
const order = (...args) =>
  round(...args).stops.map((stop) => stop.rows.map(({ resident }) => resident).join());

test('the walk goes by the order that somebody set, then by building, entrance, floor and door', () => {
  const rows = [
    row('e', { building: '10', door: '101' }, [DUE]),
    row('d', { building: '2', entrance: '2', door: '101' }, [DUE]),
    row('c', { building: '2', entrance: '1', storey: 10, door: '1001' }, [DUE]),
    row('b', { building: '2', entrance: '1', storey: 2, door: '203' }, [DUE]),
    row('a', { walking_order: 7 }, [DUE]),
  ];

  assert.deepEqual(order(rows), ['a', 'b', 'c', 'd', 'e']);
});

test('3-东 comes after 3, 10 after 9', () => {
  const doors = ['10', '3-东', '9', '3', '附2'].sort(compareNaturally);

  assert.deepEqual(doors, ['3', '3-东', '9', '10', '附2']);
});

test('people of one household are one stop, the most pressing first', () => {
  const rows = [
    row('a', {}, [DUE], { household: 'h' }),
    row('b', {}, [OVERDUE], { household: 'h' }),
    row('c', {}, [DUE], { household: 'h', flags: ['alert'] }),
  ];

  const { stops, counts } = round(rows);

  assert.deepEqual(
    stops[0].rows.map(({ resident }) => resident),
    ['c', 'b', 'a'],
  );
  assert.deepEqual(counts, { due: 1, overdue: 1, urgent: 1 });
});

test('what is done today sinks to the end, and counts', () => {
  const rows = [row('a', { walking_order: 1 }, []), row('b', { walking_order: 2 }, [DUE])];

  const { stops, counts } = round(rows, { done: { a: ['hypertension_follow_up'] } });

  assert.deepEqual(
    stops.map(({ done }) => done),
    [false, true],
  );
  assert.equal(counts.done, 1);
});

test('who has nothing to be done, is away, or is closed is not on the list', () => {
  const rows = [
    row('a', {}, []),
    row('b', {}, [task('2027-01-01', '2027-02-01')]),
    row('c', {}, [{ ...DUE, resting: true }]),
    row('d', {}, [], { flags: ['closed'] }),
  ];

  assert.deepEqual(order(rows), []);
});

test('nobody home, another day agreed: the row stays with its word', () => {
  const rows = [row('a', {}, [{ ...DUE, until: '2026-11-28' }])];

  assert.equal(round(rows, { tried: { a: 'not_home' } }).stops[0].rows[0].state, 'not_home');
  assert.equal(round(rows).stops[0].rows[0].state, 'deferred');
});

test('somebody long overdue who was not home today is not called overdue again, danger apart', () => {
  const overdue = row('a', {}, [OVERDUE]);
  const danger = row('b', {}, [OVERDUE], { flags: ['alert'] });
  const tried = { a: 'not_home', b: 'not_home' };

  const states = round([overdue, danger], { tried }).stops.map(({ rows }) => rows[0].state);

  assert.deepEqual(states, ['not_home', 'urgent']);
});

const PUT_OFF = { ...DUE, until: '2026-11-28' };
const stateOf = (tasks, given) => round([row('a', {}, tasks)], given).stops[0].rows[0].state;

test('who was refused or put off today is not called overdue again, nor due', () => {
  for (const tasks of [[OVERDUE], [DUE], [PUT_OFF]]) {
    assert.equal(stateOf(tasks, { tried: { a: 'refused' } }), 'refused');
    assert.equal(stateOf(tasks, { tried: { a: 'postponed' } }), 'deferred');
  }
});

test('the row knows to which day it was put off, which an overdue task does not say', () => {
  const given = { tried: { a: 'postponed' }, again: { a: '2026-11-26' } };

  const [stop] = round([row('a', {}, [OVERDUE])], given).stops;

  assert.equal(stop.rows[0].tasks[0].until, undefined);
  assert.equal(stop.rows[0].again, '2026-11-26');
});

test('the next morning who was refused is overdue again, unless another day was agreed', () => {
  const yesterday = { tried: { a: 'refused' }, on: '2026-11-24' };

  assert.equal(stateOf([OVERDUE], yesterday), 'overdue');
  assert.equal(stateOf([PUT_OFF], yesterday), 'deferred');
});

test('who is overdue and was put off is not to be seen before that day, and then is overdue', () => {
  const until = (day) => [{ ...OVERDUE, until: day }];
  const waiting = round([row('a', {}, until('2026-11-28')), row('b', {}, [DUE])]);

  assert.equal(stateOf(until('2026-11-28')), 'deferred');
  assert.equal(stateOf(until(TODAY)), 'overdue');
  assert.equal(stateOf([...until('2026-11-28'), DUE]), 'due');
  assert.deepEqual(waiting.left, { households: 1, residents: 1 });
  assert.deepEqual(
    waiting.stops.map(({ rows }) => rows[0].resident),
    ['b', 'a'],
  );
});

test('danger waits for no other day, however it was put off', () => {
  const put = { ...OVERDUE, until: '2026-11-28' };

  assert.equal(stateOf([{ ...put, priority: 1 }]), 'overdue');
  const [stop] = round([row('a', {}, [put], { flags: ['alert'] })]).stops;
  assert.equal(stop.rows[0].state, 'urgent');
});

test('a follow-up after all makes it done, whatever was said before', () => {
  const done = { a: ['hypertension_follow_up'] };

  assert.equal(stateOf([], { done, tried: { a: 'refused' } }), 'done');
  assert.equal(stateOf([OVERDUE], { done, tried: { a: 'done' } }), 'overdue');
});

test('a door that was tried sinks below those still to be tried, above what is done', () => {
  const doors = ['a', 'b', 'c', 'd'].map((id, at) =>
    row(id, { walking_order: at }, id === 'a' ? [] : [OVERDUE]),
  );
  const done = { a: ['hypertension_follow_up'] };
  const tried = { b: 'refused', c: 'not_home' };

  assert.deepEqual(order(doors, { done, tried }), ['d', 'b', 'c', 'a']);
});

test('left of the day is whoever may be seen today; who refused or is put off is not', () => {
  const rows = [
    row('a', {}, [OVERDUE]),
    row('b', {}, [OVERDUE]),
    row('c', {}, [PUT_OFF]),
    row('d', {}, [OVERDUE]),
    row('e', {}, []),
    row('f', {}, [DUE], { household: 'ha' }),
  ];
  const done = { e: ['hypertension_follow_up'] };

  const { left, walked } = round(rows, { done, tried: { b: 'refused', d: 'not_home' } });

  assert.deepEqual(left, { households: 2, residents: 3 });
  assert.equal(walked, 2);
});

test('a door where it was put off today is behind one; what was put off before is not', () => {
  const rows = [
    row('a', {}, [OVERDUE]),
    row('b', {}, [PUT_OFF]),
    row('c', {}, [PUT_OFF]),
    row('d', {}, [OVERDUE]),
  ];
  const tried = { a: 'postponed', b: 'postponed', d: 'refused' };

  const { left, walked, put_off: putOff } = round(rows, { tried });

  assert.equal(left.residents, 0);
  assert.equal(walked, 3);
  assert.equal(putOff, 2);
});

test('a task of another lane stands in the same row', () => {
  const other = { ...row('a', {}, [OVERDUE]), lane: 'mental_health' };

  const [stop] = round([row('a', {}, [DUE]), other]).stops;

  assert.equal(stop.rows.length, 1);
  assert.equal(stop.rows[0].tasks.length, 2);
  assert.equal(stop.rows[0].state, 'overdue');
});

test('two of the same name behind different doors are marked', () => {
  const rows = [
    row('a', {}, [DUE], { name: '王伟' }),
    row('b', {}, [DUE], { name: '王伟' }),
    row('c', {}, [DUE]),
  ];

  const marked = round(rows)
    .stops.flatMap((stop) => stop.rows)
    .filter(({ homonym }) => homonym);

  assert.deepEqual(
    marked.map(({ resident }) => resident),
    ['a', 'b'],
  );
});

test('beside the reason to go stands the value that belongs to it', () => {
  const last = {
    elderly: { item: 'x', value: 1, date: '2026-09-01' },
    hypertension: { item: 'blood_pressure', value: [150, 90], date: '2026-04-01' },
  };

  const [stop] = round([row('a', {}, [DUE], { last })]).stops;

  assert.deepEqual(stop.rows[0].last.value, [150, 90]);
});

test('a door by itself says what the list says of it', () => {
  const street = Array.from({ length: 60 }, (_, at) =>
    row(`${at}`, { walking_order: at }, [DUE]),
  );
  const both = [
    row('a', {}, [OVERDUE], { household: 'h' }),
    row('b', {}, [], { household: 'h' }),
  ];
  const given = {
    today: TODAY,
    day: { on: TODAY, done: { b: ['visit'] }, tried: {}, again: {} },
    stateOf: () => 'safe',
  };
  const village = villageOf([...street, ...both]);

  assert.deepEqual(
    stopOf(village, given, 'h'),
    roundOf(village, given).stops.find(({ household }) => household === 'h'),
  );
  assert.equal(stopOf(village, given, 'nobody'), null);
});

test('the list of three thousand residents is made within a frame or two', () => {
  const rows = Array.from({ length: 3000 }, (_, at) =>
    row(String(at).padStart(4, '0'), { building: String(at % 40) }, at % 5 ? [] : [DUE]),
  );
  round(rows);

  const began = performance.now();
  round(rows);

  assert.ok(performance.now() - began < 100);
});
