// What is wrong with a value is said in words: no sentence shows how a form writes its limits down.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import '../i18n/built.js';

const { findingWords } = await import('../../../pwa/js/screens/finding_words.js');
const { scopeOf } = await import('../../../pwa/js/forms/expressions.js');
const { fieldLabel, findField } = await import('../../../pwa/js/screens/record_words.js');
const { allForms, takeDefinitions } = await import('../../../pwa/js/stores/phone.js');
const { speak } = await import('../../../pwa/js/i18n/language.js');

const compiled = JSON.parse(readFileSync('build/forms.json', 'utf8'));
takeDefinitions(compiled);

/** Codes that an answer of the centre may carry, and no form names. */
const OF_THE_CENTRE = ['natural_key', 'unknown_key', 'server_error', 'row_key', 'depth'];
const CODES = [
  ...Object.keys(compiled.errors),
  ...Object.keys(compiled.findings),
  ...OF_THE_CENTRE,
];
const KNOWN = scopeOf({
  today: '2026-11-25',
  resident: { birth_date: '1959-03-08' },
  ...Object.fromEntries(
    ['away_since', 'closed_on', 'visit_date', 'planned_date'].map((id) => [id, '2026-11-20']),
  ),
  arrived_at: '2026-11-25T02:42:00Z',
});

const AS_WRITTEN_DOWN = /[a-z]\w*[._]\w|[{}]|\b(undefined|null|NaN)\b/i;
const WITHOUT_ITS_LIMIT = /(小于|大于|早于|晚于|than|before|after) ?$|最多[位个行]|most [a-z]/;

/** In both languages. */
async function said(code, form, id, at) {
  const sentences = [];
  for (const language of ['zh-CN', 'en']) {
    await speak(language);
    sentences.push(findingWords(code, findField(form, id), { form, ...at }));
  }
  return sentences;
}

for (const language of ['zh-CN', 'en']) {
  test(`no sentence about any field of a form shows an expression or an id (${language})`, async () => {
    await speak(language);

    let count = 0;
    for (const { id: form, fields, columns } of allForms().values()) {
      for (const field of [...fields, ...[...columns.values()].flat()]) {
        for (const code of CODES) {
          for (const at of [{}, { form }, { form, scope: KNOWN }]) {
            const sentence = findingWords(code, field, at);
            const where = `${form}.${field.id} ${code}: ${sentence}`;
            assert.doesNotMatch(sentence, AS_WRITTEN_DOWN, where);
            assert.doesNotMatch(sentence, WITHOUT_ITS_LIMIT, where);
            count += 1;
          }
        }
      }
    }
    assert.ok(count > 10_000);
  });
}

test('a limit is said by its value where it is known, else by its name, else not at all', async () => {
  const scope = KNOWN;

  assert.deepEqual(await said('min', 'record_closure', 'death_date', { scope }), [
    '不能早于1959年3月8日',
    'Must not be before 8 Mar 1959',
  ]);
  assert.deepEqual(await said('min', 'record_closure', 'death_date'), [
    '不能早于“出生日期”',
    'Must not be before “Birth date”',
  ]);
  assert.deepEqual(await said('max', 'record_closure', 'death_date'), [
    '不能晚于“终止日期”',
    'Must not be after “Closed on”',
  ]);
  assert.deepEqual(await said('min', 'visit', 'item_next_attempt_date', { scope }), [
    '不能早于2026年11月20日',
    'Must not be before 20 Nov 2026',
  ]);
  assert.deepEqual(await said('min', 'visit', 'item_next_attempt_date'), [
    '日期太早，再看一眼？',
    'This date is too early. Look again?',
  ]);
  assert.deepEqual(await said('min', 'visit', 'left_at', { scope }), [
    '不能早于10:42',
    'Must not be before 10:42',
  ]);
});

test('limits that stand in the form, or follow from the type, are said as they are', async () => {
  assert.deepEqual(await said('min', 'absence', 'away_since'), [
    '不能早于2009年1月1日',
    'Must not be before 1 Jan 2009',
  ]);
  const [pressure] = await said('max', 'hypertension_follow_up', 'systolic_blood_pressure');
  assert.match(pressure, /^不能大于\d+$/);
  const [text] = await said('max_length', 'record_closure', 'death_cause');
  assert.equal(text, '最多200个字');
});

test('words to an option are called as their question', async () => {
  await speak('zh-CN');

  assert.equal(fieldLabel(findField('absence', 'away_reason__other')), '外出原因');
});
