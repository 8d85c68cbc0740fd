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
  body: { visit_date: TODAY, visit_mode: 'home', systolic_blood_pressure: systolic },
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
