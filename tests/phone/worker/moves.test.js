// "Entered for the wrong person", without a signal: what one moved is seen where it now belongs.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { HOME, home, lines, page, Phone, TODAY, ZHANG, zhang } from './cast.js';
import { naturalId } from '../../../pwa/js/rules/natural_keys.js';

const SUN = '01936f00-0000-7000-8000-0000000000a9';
const FORM = 'hypertension_follow_up';
const idOf = (resident) => naturalId(FORM, resident, TODAY, 'home');

const entry = (resident, systolic) => ({
  document: idOf(resident),
  form: FORM,
  kind: 'create',
  body: {
    visit_date: TODAY,
    visit_mode: 'home',
    systolic_blood_pressure: systolic,
    diastolic_blood_pressure: 84,
  },
  links: { resident, channel: 'home' },
  finish: true,
});

const moving = (from, to, { id, body }) => ({
  document: id,
  form: FORM,
  kind: 'move',
  saw: { body, links: { resident: from, channel: 'home' } },
  body,
  links: { resident: to, channel: 'home' },
  reason: 'wrong person',
});

async function begin(t) {
  const phone = new Phone(t);
  const sun = { ...zhang(), id: SUN, body: { ...zhang().body, name: '孙德海' } };
  phone.centre.pages = [
    page([
      lines.scope(),
      lines.resident(zhang()),
      lines.resident(sun),
      lines.household(home()),
    ]),
  ];
  await phone.enrol();
  phone.centre.isOff = true;
  return phone;
}

const seen = async (phone, resident) =>
  (await phone.desk.openFolder(resident)).documents
    .filter(({ type, retired }) => type === FORM && !retired)
    .map(({ id, body }) => [id, body.systolic_blood_pressure]);

test('an entry that was moved is at once where it belongs, and only there', async (t) => {
  const phone = await begin(t);
  await phone.desk.keep([entry(ZHANG, 165)]);
  const [made] = (await phone.desk.openFolder(ZHANG)).documents.filter(
    ({ type }) => type === FORM,
  );

  await phone.desk.keep([moving(ZHANG, SUN, made)]);

  assert.deepEqual(await seen(phone, ZHANG), []);
  assert.deepEqual(await seen(phone, SUN), [[idOf(SUN), 165]]);
  await phone.restart();
  assert.deepEqual(await seen(phone, ZHANG), []);
  assert.deepEqual(await seen(phone, SUN), [[idOf(SUN), 165]]);
});

const alertsOf = async (phone, resident) =>
  (await phone.desk.openFolder(resident)).documents
    .filter(({ type }) => type === 'alert_follow_up')
    .map(({ body }) => [body.cause, body.code, body.withdrawn_on ?? null]);

test('a danger goes along: followed up for the right person, withdrawn for the other', async (t) => {
  const phone = await begin(t);
  await phone.desk.keep([entry(ZHANG, 186)]);
  const [made] = (await phone.desk.openFolder(ZHANG)).documents.filter(
    ({ type }) => type === FORM,
  );
  const [[, code]] = await alertsOf(phone, ZHANG);

  const { consequences } = await phone.desk.keep([moving(ZHANG, SUN, made)]);

  assert.deepEqual(
    consequences.map(({ form, kind }) => [form, kind]),
    [
      ['alert_follow_up', 'patch'],
      ['alert_follow_up', 'create'],
    ],
  );
  for (const again of [() => undefined, () => phone.restart()]) {
    await again();
    assert.deepEqual(await alertsOf(phone, ZHANG), [[idOf(ZHANG), code, TODAY]]);
    assert.deepEqual(await alertsOf(phone, SUN), [[idOf(SUN), code, null]]);
    const page = async (resident) => (await phone.desk.openFolder(resident)).page.alerts.length;
    assert.equal(await page(ZHANG), 0);
    assert.equal(await page(SUN), 1);
  }

  const [there] = (await phone.desk.openFolder(SUN)).documents.filter(
    ({ type }) => type === FORM,
  );
  await phone.desk.keep([moving(SUN, ZHANG, there)]);

  assert.deepEqual(await alertsOf(phone, ZHANG), [[idOf(ZHANG), code, null]]);
  assert.deepEqual(await alertsOf(phone, SUN), [[idOf(SUN), code, TODAY]]);
});

test('what was moved answers what the right person had open', async (t) => {
  const phone = await begin(t);
  const earlier = {
    ...entry(SUN, 190),
    document: naturalId(FORM, SUN, '2026-11-20', 'home'),
    body: {
      visit_date: '2026-11-20',
      visit_mode: 'home',
      systolic_blood_pressure: 190,
      diastolic_blood_pressure: 96,
    },
  };
  await phone.desk.keep([earlier, entry(ZHANG, 138)]);
  const [made] = (await phone.desk.openFolder(ZHANG)).documents.filter(
    ({ type }) => type === FORM,
  );

  await phone.desk.keep([moving(ZHANG, SUN, made)]);

  const [alert] = (await phone.desk.openFolder(SUN)).documents.filter(
    ({ type }) => type === 'alert_follow_up',
  );
  assert.equal(alert.body.answered_by, idOf(SUN));
  assert.equal(alert.body.answered_on, TODAY);
});

test('moved back it is where it was; a new entry of the first day is another one', async (t) => {
  const phone = await begin(t);
  await phone.desk.keep([entry(ZHANG, 165)]);
  const [made] = (await phone.desk.openFolder(ZHANG)).documents.filter(
    ({ type }) => type === FORM,
  );
  await phone.desk.keep([moving(ZHANG, SUN, made)]);
  await phone.desk.keep([entry(ZHANG, 128)]);
  assert.deepEqual(await seen(phone, ZHANG), [[idOf(ZHANG), 128]]);
  assert.deepEqual(await seen(phone, SUN), [[idOf(SUN), 165]]);

  const both = await phone.desk.openHousehold(HOME);
  assert.equal(both.members.length, 2);
});
