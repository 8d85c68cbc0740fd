// Days and ages: the calendar, whatever zone the phone is set to.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { ageInDays, ageInMonths, ageInYears } from '../../../pwa/js/rules/ages.js';
import {
  addDays,
  addMonths,
  daysBetween,
  isDay,
  todayIn,
} from '../../../pwa/js/rules/dates.js';

const day = fc
  .integer({ min: -700_000, max: 2_900_000 })
  .map((count) => addDays('1970-01-01', count));

test('a day that is not in the calendar is no day', () => {
  for (const text of ['2021-02-29', '2021-13-01', '2021-00-10', '2021-04-31', '0000-01-01']) {
    assert.equal(isDay(text), false, text);
  }
  for (const text of ['2021-2-1', '2021-02-01T00:00:00Z', '２021-02-01', '', null, 20210201]) {
    assert.equal(isDay(text), false, String(text));
  }
  assert.ok(isDay('2000-02-29'));
  assert.equal(isDay('1900-02-29'), false);
});

test('adding days and counting them are the same thing', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (from, count) => {
      const to = addDays(from, count);
      fc.pre(to !== null);
      assert.ok(isDay(to));
      assert.equal(daysBetween(from, to), count);
    }),
  );
});

test('a month later is never in the month after the next', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -600, max: 600 }), (from, count) => {
      const to = addMonths(from, count);
      fc.pre(to !== null);
      const month = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
      assert.ok(isDay(to));
      assert.equal(month(to) - month(from), count);
    }),
  );
});

test('beyond the calendar there is no day', () => {
  assert.equal(addDays('9999-12-31', 1), null);
  assert.equal(addDays('2021-01-01', Infinity), null);
  assert.equal(addMonths('0001-01-01', -1), null);
});

test('who was born on 29 February is a year older on 28 February', () => {
  assert.equal(ageInYears('2020-02-29', '2021-02-27'), 0);
  assert.equal(ageInYears('2020-02-29', '2021-02-28'), 1);
});

test('who was born on the 31st completes a month on the last of a shorter one', () => {
  assert.equal(ageInMonths('2021-01-31', '2021-02-28'), 1);
  assert.equal(ageInMonths('2021-01-31', '2021-03-30'), 1);
});

test('nobody has an age before birth', () => {
  assert.equal(ageInYears('2021-12-01', '2021-11-30'), null);
  assert.equal(ageInMonths('2021-12-01', '2021-11-30'), null);
  assert.equal(ageInDays('2021-12-01', '2021-11-30'), null);
  assert.equal(ageInDays('2021-12-01', '2021-12-01'), 0);
});

test('today is the day where the people are: at seven in the morning in China', () => {
  assert.equal(todayIn('Asia/Shanghai', '2026-11-24T23:00:00Z'), '2026-11-25');
  assert.equal(todayIn('Asia/Shanghai', new Date('2026-11-25T15:59:59Z')), '2026-11-25');
  assert.equal(todayIn('Asia/Shanghai', Date.parse('2026-11-25T16:00:00Z')), '2026-11-26');
});
