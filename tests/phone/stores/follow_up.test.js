// Zhang's follow-up at the door, from the first answer to the operation that leaves the phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LAST, openPage, reopen } from './page.js';
import { forms, HOME, TODAY, WANG, ZHANG } from '../worker/cast.js';
import { validate } from '../../../pwa/js/forms/validate.js';
import { naturalId } from '../../../pwa/js/rules/natural_keys.js';

const answering = await import('../../../pwa/js/stores/answering.js');
const draft = await import('../../../pwa/js/stores/draft.js');
const { giveReasonFirst, openForm, putAside } =
  await import('../../../pwa/js/stores/open_form.js');
const { saveForm } = await import('../../../pwa/js/stores/finish.js');
const { folder, openFolder } = await import('../../../pwa/js/stores/folder.js');
const { deathBefore } = await import('../../../pwa/js/stores/lifetime.js');
const { bridge } = await import('../../../pwa/js/stores/phone.js');
const { drafts, readRound, round } = await import('../../../pwa/js/stores/round.js');
const { thereAlready } = await import('../../../pwa/js/stores/there_already.js');
const { session } = await import('../../../pwa/js/stores/session.js');

const FORM = 'hypertension_follow_up';

async function begin(channel = 'home') {
  await openFolder(ZHANG);
  await openForm({ folder: folder.value, form: FORM, channel });
}

/** What a doctor answers when all is well. */
function answerAll() {
  answering.answer({ danger_signs: ['none'], symptoms: ['none'] });
  for (const [field, text] of [
    ['systolic_blood_pressure', '138'],
    ['diastolic_blood_pressure', '86'],
    ['body_weight', '62.5'],
    ['heart_rate', '72'],
  ])
    answering.type(field, text);
  const { previous } = draft.opened.value;
  for (const question of draft.steps.value.flatMap(({ questions }) => questions)) {
    if (question.kind !== 'as_last') continue;
    answering.answer(
      Object.fromEntries(question.fields.map(({ id }) => [id, previous.body[id]])),
    );
  }
  answering.answer({ psychological_adjustment: 'good', treatment_compliance: 'good' });
  answering.answer({ medication_adherence: 'regular', adverse_drug_reaction: 'none' });
}

test('a form that was only looked at leaves no draft; the first answer does', async (t) => {
  await openPage(t);
  await begin();
  draft.showStep('lifestyle');
  await putAside();
  await readRound();
  assert.deepEqual(drafts.value, []);

  await begin();
  answering.answer({ danger_signs: ['none'] });
  draft.showStep('lifestyle');
  await putAside();
  await readRound();

  assert.equal(drafts.value.length, 1);
});

test('the reason of a correction outlives a killed app, before anything is answered', async (t) => {
  const phone = await openPage(t);
  await openFolder(ZHANG);
  const correct = async () => {
    const document = folder.value.documents.find(({ type }) => type === FORM);
    await openForm({ folder: folder.value, form: FORM, channel: 'home', document });
  };
  giveReasonFirst(LAST.id, '抄错了');
  await correct();

  await reopen(phone);
  await readRound();
  assert.deepEqual(
    drafts.value.map(({ document }) => document),
    [LAST.id],
  );
  draft.opened.value = null;
  await correct();
  answering.type('body_weight', '61');
  await saveForm();

  const [corrected] = await phone.desk.outbox();
  await phone.desk.syncNow();
  const [operation] = phone.centre.operations.filter(({ id }) => id === corrected.operation);
  assert.equal(operation.reason, '抄错了');
});

test('a follow-up with unchanged medicines is complete, qualified and one operation', async (t) => {
  const phone = await openPage(t);
  await begin();
  answerAll();

  assert.deepEqual(draft.missing.value, []);
  assert.equal(await saveForm(), true);
  await phone.desk.syncNow();

  const [service, visit] = phone.centre.operations;
  assert.equal(service.form, FORM);
  const body = Object.fromEntries(
    Object.entries(service.changes)
      .filter(([part]) => !part.startsWith('@'))
      .map(([part, { to }]) => [part, to]),
  );
  const { qualified, errors } = validate(forms.get(FORM), body, {
    today: TODAY,
    actor: WANG.id,
    resident: folder.value.resident.body,
  });
  assert.deepEqual(errors, []);
  assert.equal(qualified, true);
  assert.equal(body.control_class, 'controlled');
  assert.equal(body.next_visit_date > TODAY, true);
  assert.equal(visit.form, 'visit');
  const [item] = visit.changes.visit_items.to;
  assert.equal(item.item_outcome, 'done');
  assert.equal(item.item_document, service.document);
  assert.equal(service.changes['@visit'].to, visit.document);
});

/** What the centre is sent of the follow-up in hand, and what goes with it. */
async function sent(phone) {
  answerAll();
  await saveForm();
  await readRound();
  await phone.desk.syncNow();
  const [service, ...others] = phone.centre.operations;
  const to = (part) => service.changes[part]?.to;
  return { mode: to('visit_mode'), channel: to('@channel'), visit: to('@visit'), others };
}

for (const [channel, mode] of [
  ['clinic', 'clinic'],
  ['telephone', 'phone'],
]) {
  test(`a follow-up by ${channel} is no visit at home, and is done all the same`, async (t) => {
    const phone = await openPage(t);
    await begin(channel);

    assert.deepEqual(await sent(phone), { mode, channel, visit: undefined, others: [] });
    assert.equal(round.value.stops[0].rows[0].state, 'done');
  });

  test(`begun at home and put down as ${mode} on the form, it came about by ${channel}`, async (t) => {
    const phone = await openPage(t);
    await begin('home');
    answering.answer({ visit_mode: mode });

    assert.deepEqual(await sent(phone), { mode, channel, visit: undefined, others: [] });
  });

  test(`begun by ${channel} and put down as home on the form, it is a visit with its try`, async (t) => {
    const phone = await openPage(t);
    await begin(channel);
    answering.answer({ visit_mode: 'home' });

    const { mode: said, channel: came, visit, others } = await sent(phone);
    assert.deepEqual([said, came], ['home', 'home']);
    assert.deepEqual(
      others.map(({ document, changes }) => [document, changes.attempts.to.length]),
      [[visit, 1]],
    );
  });
}

/** Today's follow-up, saved on this phone, opened to be corrected. */
async function correctTodays() {
  await begin();
  answerAll();
  await saveForm();
  await openFolder(ZHANG);
  const id = naturalId(FORM, ZHANG, TODAY, 'home');
  const document = folder.value.documents.find((one) => one.id === id);
  giveReasonFirst(id, '记错');
  await openForm({ folder: folder.value, form: FORM, channel: 'home', document });
  return id;
}

test('a corrected day moves the follow-up, with all else that was corrected', async (t) => {
  const phone = await openPage(t);
  const id = await correctTodays();

  answering.answer({ visit_date: '2026-11-20' });
  answering.type('heart_rate', '76');
  assert.equal(await saveForm(), true);
  const place = naturalId(FORM, ZHANG, '2026-11-20', 'home');
  await openFolder(ZHANG);
  assert.equal(folder.value.documents.find((one) => one.id === place).body.heart_rate, 76);
  await phone.desk.syncNow();

  const [, move, patch, ...others] = phone.centre.operations.filter(
    ({ form }) => form === FORM,
  );
  assert.deepEqual(others, []);
  assert.equal(move.kind, 'move');
  assert.equal(move.document, id);
  assert.equal(move.reason, '记错');
  assert.deepEqual(move.changes, { visit_date: { from: TODAY, to: '2026-11-20' } });
  assert.equal(patch.kind, 'patch');
  assert.equal(patch.document, place);
  assert.deepEqual(patch.changes, { heart_rate: { from: 72, to: 76 } });
});

test('a corrected way moves it too, and says by which channel it came about', async (t) => {
  const phone = await openPage(t);
  await correctTodays();

  answering.answer({ visit_mode: 'phone' });
  assert.equal(await saveForm(), true);
  await phone.desk.syncNow();

  const [, move, ...others] = phone.centre.operations.filter(({ form }) => form === FORM);
  assert.deepEqual(others, []);
  assert.equal(move.kind, 'move');
  assert.deepEqual(move.changes, {
    visit_mode: { from: 'home', to: 'phone' },
    '@channel': { from: 'home', to: 'telephone' },
  });
});

test('three quick taps on Save make one document', async (t) => {
  const phone = await openPage(t);
  await begin();
  answerAll();

  await Promise.all([saveForm(), saveForm(), saveForm()]);

  const services = (await phone.desk.outbox()).filter(({ form }) => form === FORM);
  assert.equal(new Set(services.map(({ document }) => document)).size, 1);
  assert.equal(services.length, 1);
});

test('what was opened and saved unchanged is no operation at all', async (t) => {
  const phone = await openPage(t);
  await openFolder(ZHANG);
  const [last] = folder.value.documents.filter(({ type }) => type === FORM);
  await openForm({ folder: folder.value, form: FORM, channel: 'home', document: last });

  await saveForm();

  assert.deepEqual(await phone.desk.outbox(), []);
});

test('a killed app shows the half-filled form with every figure as it was typed', async (t) => {
  const phone = await openPage(t);
  await begin();
  answering.answer({ danger_signs: ['none'], symptoms: ['headache_dizziness'] });
  answering.type('systolic_blood_pressure', '13');
  answering.type('body_weight', '62.');

  await reopen(phone);
  await readRound();
  assert.equal(drafts.value[0].name, '张桂芳');
  draft.opened.value = null;
  await begin();

  assert.deepEqual(draft.body.value.symptoms, ['headache_dizziness']);
  assert.equal(answering.textOf('systolic_blood_pressure'), '13');
  assert.equal(answering.textOf('body_weight'), '62.');
});

test('a saved form takes its draft with it', async (t) => {
  await openPage(t);
  await begin();
  answerAll();

  await saveForm();
  await readRound();

  assert.deepEqual(drafts.value, []);
  assert.equal(round.value.stops[0].rows[0].state, 'done');
});

test('an answer whose question disappeared is not sent, and comes back with its question', async (t) => {
  const phone = await openPage(t);
  await begin();
  answerAll();
  answering.answer({ symptoms: ['other'], symptoms__other: '腿沉' });
  answering.answer({ symptoms: ['none'] });
  assert.equal(draft.body.value.symptoms__other, '腿沉');

  await saveForm();
  await phone.desk.syncNow();

  const service = phone.centre.operations.find(({ form }) => form === FORM);
  assert.equal('symptoms__other' in service.changes, false);
});

test('an error blocks saving and leads to its step; nothing is written', async (t) => {
  const phone = await openPage(t);
  await begin();
  answerAll();
  answering.type('systolic_blood_pressure', '80');
  answering.type('diastolic_blood_pressure', '120');

  assert.equal(await saveForm(), false);

  assert.equal(draft.step.value.id, 'signs');
  assert.equal(draft.errors.value[0].code, 'systolic_not_above_diastolic');
  assert.deepEqual(await phone.desk.outbox(), []);
});

test('danger interrupts once', async (t) => {
  await openPage(t);
  await begin();
  answering.type('systolic_blood_pressure', '186');
  answering.type('diastolic_blood_pressure', '112');

  assert.ok(draft.newAlerts.value.some(({ code }) => code === 'hypertensive_crisis'));
  draft.rememberAlert('hypertensive_crisis');

  assert.deepEqual(draft.newAlerts.value, []);
  assert.ok(draft.findings.value.alerts.length > 0);
});

test('a draft says the danger in it until the figure is another one, or is saved', async (t) => {
  await openPage(t);
  await begin();
  const said = async () => {
    await readRound();
    return drafts.value.map(({ danger }) => danger);
  };
  answering.type('systolic_blood_pressure', '186');
  answering.type('diastolic_blood_pressure', '112');
  assert.deepEqual(await said(), ['186/112']);

  answering.type('systolic_blood_pressure', '138');
  answering.type('diastolic_blood_pressure', '86');
  assert.deepEqual(await said(), [undefined]);

  answering.answer({ danger_signs: ['altered_consciousness'] });
  assert.deepEqual(await said(), ['']);
});

test('a correction that leaves a danger as it stands raises no alarm on the list', async (t) => {
  await openPage(t);
  await openFolder(ZHANG);
  const last = folder.value.documents.find(({ type }) => type === FORM);
  const body = { ...last.body, systolic_blood_pressure: 186, diastolic_blood_pressure: 112 };
  const document = { ...last, body };
  await openForm({ folder: folder.value, form: FORM, channel: 'home', document });
  answering.type('body_weight', '61');

  await readRound();

  assert.deepEqual(
    drafts.value.map(({ danger }) => danger),
    [undefined],
  );
  answering.type('diastolic_blood_pressure', '114');
  await readRound();
  assert.equal(drafts.value[0].danger, '186/114');
});

test('which of two figures is meant is asked before anybody is in danger', async (t) => {
  await openPage(t);
  await begin();
  answering.type('systolic_blood_pressure', '120');
  answering.type('diastolic_blood_pressure', '180');

  assert.deepEqual(
    draft.errors.value.map(({ code }) => code),
    ['systolic_not_above_diastolic'],
  );
  assert.deepEqual(draft.newAlerts.value, []);
  assert.deepEqual(draft.dangers.value, []);

  answering.type('systolic_blood_pressure', '180');
  answering.type('diastolic_blood_pressure', '120');
  assert.ok(draft.newAlerts.value.some(({ code }) => code === 'hypertensive_crisis'));
});

test('not taken is an answer, empty is not', async (t) => {
  await openPage(t);
  await begin();
  const { form } = draft.opened.value;
  const isAsked = () => draft.missing.value.some(({ question }) => question.kind === 'numbers');
  answering.type('systolic_blood_pressure', '138');
  answering.type('diastolic_blood_pressure', '86');
  answering.type('heart_rate', '72');
  assert.equal(isAsked(), true);

  answering.markAbsent(form.byId.get('body_weight'), 'unable');

  assert.equal(isAsked(), false);
  assert.equal(draft.body.value._absent.body_weight, 'unable');
});

test('a call that was broken off is found again on the day of a visit at home', async (t) => {
  await openPage(t);
  await begin();
  answerAll();
  await saveForm();
  await begin('telephone');
  answering.answer({ symptoms: ['leg_oedema'] });
  await putAside();

  // The list of drafts knows no way in which one was begun.
  await begin();

  assert.deepEqual(draft.body.value.symptoms, ['leg_oedema']);
  assert.equal(draft.body.value.visit_mode, 'phone');
  assert.equal(draft.opened.value.links.channel, 'telephone');
});

test('a second follow-up of the day goes on with the first one', async (t) => {
  const phone = await openPage(t);
  await begin();
  answerAll();
  await saveForm();

  await begin();
  answering.type('heart_rate', '80');
  await saveForm();

  const services = (await phone.desk.outbox()).filter(({ form }) => form === FORM);
  assert.deepEqual(
    services.map(({ kind }) => kind),
    ['create', 'patch'],
  );
  assert.deepEqual(Object.keys(services[1].changes), ['heart_rate']);
  assert.equal(services[0].document, services[1].document);
  assert.equal(HOME.length, 36);
});

/** Zhang's record is closed today. */
async function closeRecord(said) {
  const body = { closed_on: TODAY, closed_by: WANG.id, ...said };
  const document = naturalId('record_closure', ZHANG, TODAY);
  await bridge().keep([
    {
      document,
      form: 'record_closure',
      kind: 'create',
      body,
      links: { resident: ZHANG },
      finish: true,
    },
  ]);
  await openFolder(ZHANG);
}

test('a follow-up that is dated after the death is noticed, also where that was noted meanwhile', async (t) => {
  await openPage(t);
  await begin();
  assert.equal(deathBefore.value, null);

  await closeRecord({ closure_reason: 'died', death_date: '2026-11-20' });
  assert.deepEqual(deathBefore.value, { on: '2026-11-20', closed: TODAY });

  // What was done up to that day is entered without a word.
  answering.answer({ visit_date: '2026-11-20' });
  assert.equal(deathBefore.value, null);
  answering.answer({ visit_date: '2026-11-21' });
  answerAll();
  assert.equal(await saveForm(), true);
});

test('of a death on a day that nobody knows the day of closing counts', async (t) => {
  await openPage(t);
  await begin();

  await closeRecord({ closure_reason: 'died', _absent: { death_date: 'unknown' } });
  // Begun in the morning, and found by its draft after the death was noted.
  assert.deepEqual(deathBefore.value, { on: null, closed: TODAY });
  answering.answer({ visit_date: '2026-11-24' });
  assert.equal(deathBefore.value, null);
});

test('a second entry of one day and way is noticed before it is saved', async (t) => {
  await openPage(t);
  await begin();
  answerAll();
  await saveForm();
  await begin('telephone');
  answering.answer({ symptoms: ['none'] });
  assert.equal(thereAlready.value, null);

  answering.answer({ visit_mode: 'home' });
  assert.equal(thereAlready.value.id, naturalId(FORM, ZHANG, TODAY, 'home'));

  answering.answer({ visit_date: '2026-11-24' });
  assert.equal(thereAlready.value, null);
});

test('a follow-up of somebody who has moved away is no wonder', async (t) => {
  await openPage(t);
  await begin();

  await closeRecord({ closure_reason: 'moved' });
  session.value = { ...session.value, today: '2026-11-26' };
  answering.answer({ visit_date: '2026-11-26' });

  assert.equal(deathBefore.value, null);
});
