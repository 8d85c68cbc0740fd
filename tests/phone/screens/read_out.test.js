// What is read out at the end of a follow-up: who must go to hospital hears that first, and no walk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../i18n/built.js';

import { openPage } from '../stores/page.js';
import { ZHANG } from '../worker/cast.js';

const answering = await import('../../../pwa/js/stores/answering.js');
const draft = await import('../../../pwa/js/stores/draft.js');
const { openForm } = await import('../../../pwa/js/stores/open_form.js');
const { folder, openFolder } = await import('../../../pwa/js/stores/folder.js');
const { toldWords } = await import('../../../pwa/js/screens/form_words.js');
const { allWords, speak } = await import('../../../pwa/js/i18n/language.js');

const NOW = {
  'zh-CN': /^请马上去医院，别等。$/,
  en: /^Please go to the hospital now\. Do not wait\.$/,
};
const SOON = { 'zh-CN': /^请尽快去医院看看。$/, en: /^Please go to the hospital soon\.$/ };
const WALK = { 'zh-CN': /走/, en: /walk/i };
const TABLETS = { 'zh-CN': /药/, en: /tablets/i };
const BETTER = { 'zh-CN': /比上次好/, en: /better/ };
const COME_BACK = { 'zh-CN': /12月9日.*我再来/, en: /I come again on .*9 Dec/ };

/** Zhang's follow-up at home, all else as last time: she walks five times a week, takes her tablets and likes salt. */
async function fillIn(t, upper, lower, answers = {}, previous = {}) {
  await openPage(t);
  await openFolder(ZHANG);
  await openForm({ folder: folder.value, form: 'hypertension_follow_up', channel: 'home' });
  const open = draft.opened.value;
  draft.opened.value = {
    ...open,
    previous: { ...open.previous, body: { ...open.previous.body, ...previous } },
  };
  answering.answer({ danger_signs: ['none'], symptoms: ['none'] });
  answering.type('systolic_blood_pressure', upper);
  answering.type('diastolic_blood_pressure', lower);
  answering.type('body_weight', '62.5');
  answering.type('heart_rate', '72');
  answering.answer({
    daily_cigarettes: 0,
    daily_alcohol: 0,
    exercise_sessions_per_week: 5,
    exercise_minutes_per_session: 30,
    salt_intake: 'moderate',
    psychological_adjustment: 'good',
    treatment_compliance: 'good',
    medication_adherence: 'regular',
    adverse_drug_reaction: 'none',
    ...answers,
  });
}

for (const language of /** @type {const} */ (['zh-CN', 'en'])) {
  /** @param {string} about @param {(t: any) => Promise<void>} act */
  const said = (about, act) =>
    test(`${about} (${language})`, async (t) => {
      await allWords();
      await speak(language);
      await act(t);
    });
  /** @param {RegExp} first */
  const isSentFirst = (first) => {
    const sentences = toldWords();
    assert.match(sentences[0], first[language]);
    const rest = sentences.slice(1).join('\n');
    assert.doesNotMatch(rest, WALK[language]);
    assert.doesNotMatch(rest, TABLETS[language]);
    assert.match(sentences.at(-1), COME_BACK[language]);
    return rest;
  };

  said('186/112 goes to hospital now, though nobody has filled in a referral', async (t) => {
    await fillIn(t, '186', '112');

    assert.equal(draft.offered().referral_needed, true);
    assert.match(isSentFirst(NOW), /186\/112/);
  });

  said('in danger nothing is better than last time', async (t) => {
    await fillIn(t, '186', '112', {}, { systolic_blood_pressure: 200 });

    assert.doesNotMatch(isSentFirst(NOW), BETTER[language]);
  });

  said('a danger stands also where the doctor has said no to a referral', async (t) => {
    await fillIn(t, '186', '112', { referral_needed: false });

    isSentFirst(NOW);
  });

  said('a danger sign is enough, without any figure', async (t) => {
    await fillIn(t, '', '', { danger_signs: ['chest_tightness'], visit_mode: 'phone' });

    isSentFirst(NOW);
  });

  said('where she goes is said once it is known', async (t) => {
    await fillIn(t, '186', '112', {
      referral_needed: true,
      referral_institution: '县人民医院',
    });

    assert.match(toldWords()[0], /县人民医院/);
    assert.match(toldWords()[0], language === 'en' ? /now/ : /马上/);
  });

  said('a referral that is only proposed is said first', async (t) => {
    await fillIn(t, '162', '92', {}, { control_class: 'uncontrolled' });

    assert.deepEqual(draft.dangers.value, []);
    assert.equal(draft.offered().referral_needed, true);
    isSentFirst(SOON);
  });

  said('a referral that the doctor wants is said first', async (t) => {
    await fillIn(t, '138', '86', { referral_needed: true });

    isSentFirst(SOON);
  });

  said('who needs no hospital hears of tablets, salt and walks', async (t) => {
    await fillIn(t, '138', '86');

    const all = toldWords().join('\n');
    assert.doesNotMatch(all, language === 'en' ? /hospital/ : /医院/);
    assert.match(all, WALK[language]);
    assert.match(all, TABLETS[language]);
    assert.match(all, BETTER[language]);
  });
}
