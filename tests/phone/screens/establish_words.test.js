// What one is told while somebody is established: what the tap does, what is missing, what is not kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import '../i18n/built.js';

const { createWords, errorAt, keptWords, twinLines } =
  await import('../../../pwa/js/screens/establish_words.js');
const { leave, person } = await import('../../../pwa/js/stores/establish.js');
const { readDate } = await import('../../../pwa/js/rules/typed_date.js');
const { session } = await import('../../../pwa/js/stores/session.js');
const { takeDefinitions } = await import('../../../pwa/js/stores/phone.js');
const { speak } = await import('../../../pwa/js/i18n/language.js');

takeDefinitions(JSON.parse(readFileSync('build/forms.json', 'utf8')));
session.value = { today: '2026-11-25', staff: { id: 'wang' } };
afterEach(() => speak('zh-CN'));

/** With thin gaps and those that hold together as plain spaces. @param {string} words */
const plain = (words) => words.replace(/[\u00a0\u2009\u202f]/g, ' ');

test('who agrees gets a record, and the button and what follows say so', () => {
  const person = { name: '李国强', record_consent: 'agreed' };

  assert.equal(plain(createWords(person)), '建档：李国强');
  assert.match(plain(keptWords(person)), /^李国强 的档案存好了/);
});

test('who declines gets none: it is noted, and nothing speaks of a record that was opened', async () => {
  const person = { name: '李国强', record_consent: 'declined' };

  assert.equal(plain(createWords(person)), '记下：李国强 不同意建档');
  assert.equal(plain(keptWords(person)), '李国强 不同意建档，记下了，在本机');

  await speak('en');

  assert.equal(createWords(person), 'Note that 李国强 refuses a record');
  assert.equal(keptWords(person), 'It is noted on this phone that 李国强 refuses a record');
});

/** What stands below the birth date. @param {string} typed */
function saidOfBirth(typed) {
  person.value = { birth_typed: typed, birth_date: readDate(typed) };
  return errorAt('birth_date') && plain(errorAt('birth_date'));
}

test('of a birth date that is not whole is said what is missing, once it was left', async () => {
  for (const typed of ['1988.4', '1988', '1988年4月'])
    assert.equal(saidOfBirth(typed), undefined, typed);

  leave('birth_date');

  assert.equal(saidOfBirth('1988.4'), '还差哪一天：年月日都要');
  assert.equal(saidOfBirth('1988年4月'), '还差哪一天：年月日都要');
  assert.equal(saidOfBirth('1988'), '还差月和日：年月日都要');
  assert.equal(saidOfBirth('198'), '年月日，8 位数字');
  assert.equal(saidOfBirth('1988.4.3'), undefined);
  await speak('en');
  assert.equal(saidOfBirth('1988.4'), 'The day is missing: year, month and day are needed');
});

test('a month or a day that no calendar has is no such day, in whatever spelling', () => {
  leave('birth_date');

  for (const typed of ['1988.13', '1988.2.30', '19880230', '1988年2月30日', '198804311'])
    assert.equal(saidOfBirth(typed), '没有这一天，再看一眼？', typed);
});

test('an extension is named with the number that can be kept', async () => {
  person.value = { name: '李国强', phone: '0571-88886666-801' };
  leave('phone');

  assert.equal(plain(errorAt('phone')), '分机 801 这里存不了：只填总机 0571-88886666');
  await speak('en');
  assert.equal(
    errorAt('phone'),
    'An extension (801) cannot be kept here: enter 0571-88886666 alone',
  );

  person.value = { name: '李国强', phone: '0571-8888' };
  assert.match(errorAt('phone'), /^An 11-digit mobile number/);
});

test('a likely twin is compared in days as they are said everywhere', async () => {
  const theirs = {
    name: '张桂芳',
    birth_date: '1959-03-08',
    door: { natural_village: '老屋组', building: null, entrance: null },
    digits: { id_number: '0023' },
  };
  const born = (mine) => twinLines(mine, theirs)[1];

  assert.deepEqual(born({ name: '张桂芳', birth_date: '1959-08-03' }), {
    label: '出生',
    mine: '1959年8月3日',
    theirs: '1959年3月8日',
  });
  assert.equal(born({ name: '张桂芳' }).mine, '未填');
  await speak('en');
  assert.equal(born({}).theirs, '8 Mar 1959');
});
