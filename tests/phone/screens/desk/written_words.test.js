// What is read of an operation at the desk has no code in it, whatever form it is on.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import '../../i18n/built.js';
import { compiledForms } from '../../vectors.js';

const { speak } = await import('../../../../pwa/js/i18n/language.js');
const { takeDefinitions, allForms } = await import('../../../../pwa/js/stores/phone.js');
const { formTitle, isTelling, partLabel, partWords, reasonWords, sideWords, unitWords } =
  await import('../../../../pwa/js/screens/desk/written_words.js');

takeDefinitions(compiledForms());

const ID = '01930000-0000-7000-8000-0000000000a1';
const NAMES = { [ID]: '王秀兰', 32990110020101: '上湾村第1网格' };
/** What the system's own documents say by code. */
const SYSTEM = {
  programme: allForms()
    .get('resident_basic')
    .byId.get('managed_programmes')
    .options.map(({ code }) => code)
    .filter((code) => code !== 'none'),
  code: ['hypertensive_crisis', 'danger_sign'],
  action: ['urgent_referral', 'refer', 'recheck', 'support', 'report'],
  cause_form: ['hypertension_follow_up', 'resident_basic'],
  lane: ['record', 'mental_health', 'tuberculosis'],
};

beforeEach(() => speak('zh-CN'));

/** A code is small letters alone, an id is hexadecimal. */
const looksLikeACode = (words) => /\b[a-z]+_[a-z_]+\b|^[a-z]+$|[0-9a-f]{8}-/.test(words);

function valuesOf(form, field) {
  if (form.definition.system || field.id in SYSTEM) {
    const codes = SYSTEM[field.id];
    if (codes) return codes;
  }
  if (field.type === 'choice') return field.options.map(({ code }) => code);
  if (field.type === 'choices') return [field.options.map(({ code }) => code)];
  if (field.type === 'ref') return [ID, `${ID.slice(0, -1)}9`];
  if (field.type === 'boolean') return [true, false];
  if (field.type === 'location') return [{ latitude: 30.1, longitude: 120.2, accuracy: 8 }];
  if (field.type === 'signature' || field.type === 'photo') return [ID];
  return [];
}

for (const language of ['zh-CN', 'en']) {
  test(`no value of any form is said as a code or id: ${language}`, async () => {
    await speak(language);
    const raw = [];
    for (const form of allForms().values()) {
      for (const field of form.fields.filter(({ of }) => !of)) {
        for (const value of valuesOf(form, field)) {
          const words = partWords(form.id, field.id, value, NAMES);
          // English options are words too: only what has an underscore or is the code itself.
          const isRaw =
            language === 'en'
              ? /[a-z]_[a-z]|[0-9a-f]{8}-|\[object/.test(words) ||
                (field.type !== 'choice' && words === value)
              : looksLikeACode(words) || words.includes('[object');
          if (isRaw) raw.push(`${form.id}.${field.id}: ${words}`);
        }
        if (/_|^[a-z]+$/.test(partLabel(form.id, field.id))) raw.push(`${form.id} ${field.id}`);
      }
    }

    assert.deepEqual(raw, []);
  });
}

test('who is responsible is said by name, whoever is not told of as another record', () => {
  assert.equal(partWords('resident_basic', 'responsible_doctor', ID, NAMES), '王秀兰');
  assert.equal(
    partWords('resident_basic', 'responsible_doctor', 'someone', NAMES),
    '另一份记录',
  );
});

test('a resident who changed house is shown with both houses, by their doors', () => {
  const [from, to] = ['h1', 'h2'];
  const names = { h1: '老屋组 3号', h2: '老屋组 8号' };

  assert.ok(isTelling('resident_basic', { part: '@household', from, to }, names));
  assert.equal(partLabel('resident_basic', '@household'), '家庭');
  assert.equal(unitWords('resident_basic', '@household'), '家庭');
  assert.equal(sideWords('resident_basic', { '@household': to }, names), '老屋组 8号');
});

test('whose record it is, and which document caused another, tells a reader nothing', () => {
  const change = (part, from, to) => ({ part, from, to });

  assert.ok(!isTelling('hypertension_follow_up', change('@resident', null, ID), NAMES));
  assert.ok(isTelling('hypertension_follow_up', change('@resident', 'x', ID), NAMES));
  assert.ok(!isTelling('alert_follow_up', change('cause', null, 'x'), NAMES));
  assert.ok(!isTelling('hypertension_follow_up', change('@channel', null, 'home'), NAMES));
});

test('a form that this app does not know is another record, a conflict two values', () => {
  assert.equal(formTitle('conflict'), '两处不一样');
  assert.equal(formTitle('form_of_next_year'), '别的记录');
  assert.equal(partLabel('form_of_next_year', 'some_field'), '别的项目');
});

test('what was looked at again is said so', () => {
  assert.equal(
    partWords('hypertension_follow_up', '_confirmed.heart_rate', true),
    '再看过，没错',
  );
});

test('reasons of the app have words, a doctor’s own stay', () => {
  assert.equal(reasonWords('undo'), '当场撤销');
  assert.equal(reasonWords('not_one_person'), '不是同一个人');
  assert.equal(reasonWords('血压计没电了'), '血压计没电了');
});
