// "Entered for the wrong person", without a signal: what one moved is seen where it now belongs.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { document, HOME, home, lines, page, Phone, TODAY, ZHANG, zhang } from './cast.js';
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

const sun = { ...zhang(), id: SUN, body: { ...zhang().body, name: '孙德海' } };

async function begin(t) {
  const phone = new Phone(t);
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

test('beside what was moved the first person has the visit that a colleague entered', async (t) => {
  const phone = await begin(t);
  await phone.desk.keep([entry(ZHANG, 165)]);
  const [made] = (await phone.desk.openFolder(ZHANG)).documents.filter(
    ({ type }) => type === FORM,
  );
  await phone.desk.keep([moving(ZHANG, SUN, made)]);
  const at = (resident, systolic) =>
    document(
      idOf(resident),
      FORM,
      { ...made.body, systolic_blood_pressure: systolic },
      { links: { resident, channel: 'home' }, rev: 3 },
    );
  const met = { document: idOf(ZHANG), unit: 'systolic_blood_pressure', state: 'overtaken' };
  const stamp = { operation: 'o', actor: 'a', at: '2026-11-25T02:00:00Z' };
  const side = { ...stamp, value: { systolic_blood_pressure: 165 } };
  const between = document(
    '01936f00-0000-5000-8000-0000000000d1',
    'conflict',
    { ...met, standing: side, offers: [side], decision: stamp },
    { links: { resident: ZHANG } },
  );
  phone.centre.pages.push(
    page(
      [
        lines.change(ZHANG, at(ZHANG, 128), 201),
        lines.change(ZHANG, between, 202),
        lines.change(SUN, at(SUN, 165), 203),
      ],
      { cursor: 'c2' },
    ),
  );
  phone.centre.isOff = false;

  await phone.desk.syncNow();

  for (const again of [() => undefined, () => phone.restart()]) {
    await again();
    assert.deepEqual(await seen(phone, ZHANG), [[idOf(ZHANG), 128]]);
    assert.deepEqual(await seen(phone, SUN), [[idOf(SUN), 165]]);
    const { page: shown } = await phone.desk.openFolder(ZHANG);
    assert.equal(shown.conflicts.length, 0);
  }
});

/** What was typed into a correction of a document and not saved. */
const draftOf = (resident, { id, body, links }) => ({
  document: id,
  form: FORM,
  subject: resident,
  name: '张桂芳',
  kept_at: '2026-11-25T02:00:00Z',
  version: 1,
  kind: 'patch',
  saw: { body, links },
  body: { ...body, heart_rate: 77 },
  links,
  place: { typed: { heart_rate: '77' }, reason: 'copied wrong' },
});

/** @param {() => Promise<boolean>} isSo */
async function until(isSo) {
  for (let looks = 0; !(await isSo()); looks += 1) {
    assert.ok(looks < 1_000, 'it never came');
    await new Promise((go) => setTimeout(go, 5));
  }
}

const draftsSeen = async (phone) =>
  (await phone.desk.listDrafts()).map(({ document, subject, name }) => [
    document,
    subject,
    name,
  ]);

test('a draft goes along with the entry that it is of, with what was typed', async (t) => {
  const phone = await begin(t);
  await phone.desk.keep([entry(ZHANG, 165)]);
  const [made] = (await phone.desk.openFolder(ZHANG)).documents.filter(
    ({ type }) => type === FORM,
  );
  await phone.desk.putDrafts([draftOf(ZHANG, made)]);

  await phone.desk.keep([moving(ZHANG, SUN, made)]);

  for (const again of [() => undefined, () => phone.restart()]) {
    await again();
    assert.deepEqual(await draftsSeen(phone), [[idOf(SUN), SUN, '孙德海']]);
    const draft = await phone.desk.getDraft(idOf(SUN), FORM);
    assert.equal(draft.place.typed.heart_rate, '77');
    assert.equal(draft.place.reason, 'copied wrong');
    assert.equal(await phone.desk.getDraft(idOf(ZHANG), FORM), null);
  }
  // What is saved of it changes a figure of Sun's, and whose it is no more.
  const { saw, body, links } = await phone.desk.getDraft(idOf(SUN), FORM);
  await phone.desk.keep(
    [{ document: idOf(SUN), form: FORM, kind: 'patch', saw, body, links }],
    { draft: { document: idOf(SUN), form: FORM } },
  );
  const [patched] = (await phone.desk.openFolder(SUN)).documents.filter(
    ({ type }) => type === FORM,
  );
  assert.equal(patched.body.heart_rate, 77);
  assert.equal(patched.links.resident, SUN);
  assert.deepEqual(await draftsSeen(phone), []);
});

test('a draft is found again where a colleague has moved its entry', async (t) => {
  const phone = await begin(t);
  phone.centre.isOff = false;
  const { body, links } = entry(ZHANG, 165);
  const own = document(idOf(ZHANG), FORM, body, { links });
  phone.centre.pages.push(page([lines.change(ZHANG, own, 201)], { cursor: 'c2' }));
  await phone.desk.syncNow();
  await phone.desk.putDrafts([draftOf(ZHANG, own)]);

  const signs = [
    [ZHANG, SUN],
    [SUN, ZHANG],
  ];
  for (const [moves, [from, to]] of signs.entries()) {
    const at = (resident) => ({ ...own, id: idOf(resident), rev: 2 + moves });
    const sign = { ...at(from), body: {}, finished: {}, complete: false };
    Object.assign(sign, { retired: { reason: 'moved' }, moved_to: idOf(to) });
    const there = { ...at(to), links: { ...links, resident: to } };
    const number = 210 + 10 * moves;
    const change = [
      lines.change(from, sign, number),
      lines.index(from === ZHANG ? zhang() : sun, number + 1, [from]),
      lines.change(to, there, number + 2),
    ];
    phone.centre.pages.push(page(change, { cursor: `c${3 + moves}` }));
    await phone.desk.syncNow();

    await until(async () => (await draftsSeen(phone))[0][1] === to);
    const draft = await phone.desk.getDraft(idOf(to), FORM);
    assert.equal(draft.body.heart_rate, 77);
    assert.equal(draft.name, to === SUN ? '孙德海' : '张桂芳');
  }
});

test('a draft that lies with the right person already is not written over', async (t) => {
  const phone = await begin(t);
  await phone.desk.keep([entry(ZHANG, 165), entry(SUN, 140)]);
  const [[made], [suns]] = await Promise.all(
    [ZHANG, SUN].map(async (resident) =>
      (await phone.desk.openFolder(resident)).documents.filter(({ type }) => type === FORM),
    ),
  );
  const own = { ...draftOf(SUN, suns), body: { ...suns.body, heart_rate: 61 } };
  await phone.desk.putDrafts([draftOf(ZHANG, made), own]);

  await phone.desk.keep([moving(ZHANG, SUN, made)]);

  assert.equal((await phone.desk.getDraft(idOf(SUN), FORM)).body.heart_rate, 61);
  assert.equal((await phone.desk.getDraft(idOf(ZHANG), FORM)).body.heart_rate, 77);
});
