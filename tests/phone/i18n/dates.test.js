// Days stay the days they are, whatever the time zone of the phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import './built.js';

const { speak, t, inWords } = await import('../../../pwa/js/i18n/language.js');
const dates = await import('../../../pwa/js/i18n/dates.js');
const { dotted, listed } = await import('../../../pwa/js/i18n/lists.js');

/** @param {'zh-CN' | 'en'} language @param {() => unknown} act */
async function spoken(language, act) {
  await speak(language);
  return act();
}

test('a day is written as people write it, in both languages', async () => {
  const all = () => [
    dates.monthAndDay('2026-08-12'),
    dates.dayAndWeekday('2026-11-24'),
    dates.fullDate('1959-03-08'),
    dates.fullDate('1959'),
    dates.monthName('2026-02-18'),
  ];

  assert.deepEqual(await spoken('zh-CN', all), [
    '8月12日',
    '11月24日 周二',
    '1959年3月8日',
    '1959年',
    '2月',
  ]);
  assert.deepEqual(await spoken('en', all), [
    '12 Aug',
    'Tue 24 Nov',
    '8 Mar 1959',
    '1959',
    'Feb',
  ]);
});

test('the day before the new year and the leap day have their weekday', async () => {
  await speak('en');

  assert.equal(dates.weekday('2025-12-31'), 'Wed');
  assert.equal(dates.weekday('2024-02-29'), 'Thu');
  assert.equal(dates.weekday('1938-05-05'), 'Thu');
});

test('a phone west of Greenwich reads the same day', async () => {
  const home = process.env.TZ;
  process.env.TZ = 'America/Los_Angeles';
  try {
    assert.equal(await spoken('zh-CN', () => dates.dayAndWeekday('2024-03-01')), '3月1日 周五');
    assert.equal(dates.clockTime('2026-11-24T02:42:00Z'), '10:42');
    assert.equal(dates.clockTime('2026-11-24T01:05:00Z'), '9:05');
  } finally {
    if (home === undefined) delete process.env.TZ;
    else process.env.TZ = home;
  }
});

test('today and its neighbours are said by word, another year with its year', async () => {
  await speak('zh-CN');
  const days = ['2026-11-24', '2026-11-23', '2026-11-25', '2026-08-12', '2025-08-12'];

  assert.deepEqual(
    days.map((day) => dates.spokenDay(day, '2026-11-24')),
    ['今天', '昨天', '明天', '8月12日', '2025年8月12日'],
  );
});

test('switching the language changes every word at once', async () => {
  const words = () => [
    t('today.left', { doors: 1, people: 2 }),
    inWords({ 'zh-CN': '家', en: 'Home' }),
  ];

  assert.deepEqual(await spoken('zh-CN', words), ['还有 1 户 2 人', '家']);
  assert.deepEqual(await spoken('en', words), ['1 door, 2 people to go', 'Home']);
  assert.equal(document.documentElement.lang, 'en');
});

test('names are listed and facts are dotted without a break before the dot', async () => {
  await speak('zh-CN');

  assert.equal(listed(['张桂芳', '李建民']), '张桂芳、李建民');
  assert.equal(dotted('刘敏', '', '入户', null), '刘敏\u00a0· 入户');
});
