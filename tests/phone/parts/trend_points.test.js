// A trend is drawn truly: within target is below it, equal steps are equally steep.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trendLines } from '../../../pwa/js/parts/trend_points.js';

const PRESSURES = [
  { label: '11月', values: [158, 94] },
  { label: '5月', values: [150, 88] },
  { label: '8月', values: [142, 86] },
];

test('a reading at the target is not within it', () => {
  const [systolic] = trendLines(PRESSURES, [150, 90]);

  assert.deepEqual(
    systolic.points.map(({ within }) => within),
    [false, false, true],
  );
});

test('both lines of a pressure share one scale', () => {
  const [systolic, diastolic] = trendLines(PRESSURES, [150, 90]);

  const fall = ({ points }) => points.at(-1).y - points[0].y;
  assert.ok(Math.abs(fall(systolic) - 2 * fall(diastolic)) < 1e-9);
});

test('a reading that was not taken leaves a gap, not a zero', () => {
  const [line] = trendLines([{ label: '8月', values: [null] }, PRESSURES[0]], [150]);

  assert.deepEqual(
    line.points.map(({ value }) => value),
    [158],
  );
});

test('small ups and downs are not drawn as great ones', () => {
  const steady = [
    { label: '5月', values: [141] },
    { label: '8月', values: [142] },
  ];

  const [line] = trendLines(steady, [150]);

  assert.ok(Math.abs(line.points[0].y - line.points[1].y) < 5);
});
