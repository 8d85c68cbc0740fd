// How long something is, in a unit that one can picture.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import './built.js';

const { speak } = await import('../../../pwa/js/i18n/language.js');
const { spanWords } = await import('../../../pwa/js/i18n/spans.js');

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** @type {[number, string, string][]} */
const SPANS = [
  [3 * MINUTE, '3 分钟', '3 minutes'],
  [-60 * MINUTE, '60 分钟', '60 minutes'],
  [8 * 60 * MINUTE, '8 小时', '8 hours'],
  [-3 * DAY, '3 天', '3 days'],
  [365 * DAY, '365 天', '365 days'],
  [2 * 365.25 * DAY, '2 年', '2 years'],
  [-20_000 * DAY, '55 年', '55 years'],
];

test('how far a clock is off is told in minutes, hours, days or years', async () => {
  await speak('zh-CN');
  assert.deepEqual(
    SPANS.map(([span]) => spanWords(span)),
    SPANS.map(([, words]) => words),
  );
  await speak('en');
  assert.deepEqual(
    SPANS.map(([span]) => spanWords(span)),
    SPANS.map(([, , words]) => words),
  );
});
