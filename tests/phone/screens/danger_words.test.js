// A danger says by when it must be followed up or reported, each in its own time.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import '../i18n/built.js';

const { followUpWords } = await import('../../../pwa/js/screens/danger_words.js');
const { speak } = await import('../../../pwa/js/i18n/language.js');

const TODAY = '2026-11-25';
const said = (action) => followUpWords(action, TODAY)?.replace(/[\u00a0\u2009\u202f]/g, ' ');

afterEach(() => speak('zh-CN'));

test('what is referred or measured again is followed up within two weeks', () => {
  for (const action of ['urgent_referral', 'refer', 'recheck', 'support'])
    assert.equal(said(action), '2 周内追踪：保存后排在 12月9日前');
});

test('what is only reported has a day, and no two weeks', async () => {
  assert.equal(said('report'), '1 天内上报：保存后排在 11月26日前');

  await speak('en');

  assert.equal(said('report'), 'Report within 1 day: by 26 Nov, planned once saved');
});

test('where nothing is asked for, no day is promised', () => {
  assert.equal(said('none'), undefined);
});
