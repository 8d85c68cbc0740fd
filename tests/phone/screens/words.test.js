// How doors, people and tasks are said: each word once, however the address was entered; the dead grow no older.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../i18n/built.js';

const {
  aboutWords,
  ageWord,
  listedAgeTo,
  dayStandsWords,
  placeWords,
  shortPlaceWords,
  taskWords,
} = await import('../../../pwa/js/screens/words.js');
const { session } = await import('../../../pwa/js/stores/session.js');
const { speak } = await import('../../../pwa/js/i18n/language.js');

const door = (building, entrance) => ({ natural_village: '幸福里', building, entrance });

test('a building and an entrance have their word once, entered with it or without', () => {
  assert.equal(placeWords(door('5', '2')), '幸福里 5 栋 2 单元');
  assert.equal(placeWords(door('5栋', '2单元')), '幸福里 5栋 2单元');
  assert.equal(placeWords(door('B座', '二单元')), '幸福里 B座 二单元');
});

test('where there is little room only the numbers stand', () => {
  assert.equal(shortPlaceWords(door('5', '2')), '幸福里 5-2');
  assert.equal(shortPlaceWords(door('5栋', '2单元')), '幸福里 5-2');
  assert.equal(shortPlaceWords(door('东楼', null)), '幸福里 东楼');
});

test('somebody is as old as today, and the dead as old as they became', () => {
  session.value = { today: '2026-11-25' };
  const zhang = { sex: 'female', birth_date: '1959-03-08' };

  assert.equal(aboutWords(zhang), '女 67岁');
  assert.equal(aboutWords(zhang, '2020-01-03'), '女 60岁');
  assert.equal(aboutWords(zhang, null), '女');
  assert.equal(ageWord('2026-11-01', '2026-11-20'), '19天');
  // A list knows that a record is closed, and neither why nor since when.
  assert.equal(ageWord(zhang.birth_date, listedAgeTo({ flags: ['closed'] })), '');
  assert.equal(ageWord(zhang.birth_date, listedAgeTo({ flags: [] })), '67岁');
});

test('of who is late and was put off both are said: since when, and to which day', () => {
  session.value = { today: '2026-11-25' };
  const late = { close: '2026-11-13', state: 'overdue' };
  const said = (task) => taskWords({ ...late, ...task }, '高血压');

  assert.equal(said({}), '高血压 · 逾期 12 天');
  assert.equal(said({ until: '2026-11-25' }), '高血压 · 逾期 12 天 · 改到今天');
  assert.equal(
    said({ until: '2026-11-26', state: 'deferred' }),
    '高血压 · 逾期 12 天 · 改到明天',
  );
  assert.equal(
    said({ close: '2026-12-01', until: '2026-11-26', state: 'deferred' }),
    '高血压 · 改到明天',
  );
});

test('whoever is in danger is seen within so many days, on the last of them today', () => {
  session.value = { today: '2026-11-25' };
  const until = (close) => taskWords({ priority: 1, close, due: close, state: 'due' }, '追踪');

  assert.equal(until('2026-11-28'), '追踪\u00a0· 3天内');
  assert.equal(until('2026-11-25'), '追踪\u00a0· 今天到期');
  assert.equal(until('2026-11-24'), '追踪\u00a0· 逾期 1 天');
});

test('when all doors are behind one, the day says who refused and who was put off', async () => {
  const day = (more) =>
    dayStandsWords({
      left: { households: 0, residents: 0 },
      walked: 0,
      counts: {},
      put_off: 0,
      ...more,
    }).replace(/[\u00a0\u2009\u202f]/g, ' ');

  assert.equal(day({ left: { households: 1, residents: 2 }, walked: 3 }), '还有 1 户 2 人');
  assert.equal(day({ walked: 4, counts: { done: 5 } }), '今天 4 户都走完了');
  assert.equal(
    day({ walked: 3, counts: { refused: 2, deferred: 4 }, put_off: 1 }),
    '今天 3 户都走完了：2 人拒绝、1 人改日',
  );
  assert.equal(
    day({ walked: 1, counts: { deferred: 1 }, put_off: 1 }),
    '今天 1 户都走完了：1 人改日',
  );
  assert.equal(day({ counts: { deferred: 4 } }), '今天没有要走的户');
  await speak('en');
  assert.equal(
    day({ walked: 3, counts: { refused: 2 }, put_off: 1 }),
    'All 3 doors behind you today: 2 refused, 1 put off',
  );
});
