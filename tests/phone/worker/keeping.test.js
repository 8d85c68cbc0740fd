// What one entry brings with it: consequences, new people, rows of everybody whom it touches.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  AREA,
  care,
  followUp,
  home,
  HOME,
  lines,
  page,
  Phone,
  TODAY,
  zhang,
  ZHANG,
} from './cast.js';

const CHILD = '01936f00-0000-7000-8000-0000000000a9';
const NEW_HOME = '01936f00-0000-7000-8000-0000000000b9';

const offline = async (t, first) => {
  const phone = new Phone(t);
  if (first) phone.centre.pages = [page(first)];
  await phone.enrol();
  phone.centre.faults = Array.from({ length: 99 }, () => () => {
    throw new TypeError('Failed to fetch');
  });
  return phone;
};

test('a dangerous pressure and the alert that follows from it are one entry, one after the other', async (t) => {
  const phone = await offline(t);

  const kept = await phone.desk.keep([
    followUp({ systolic_blood_pressure: 192, diastolic_blood_pressure: 112 }),
  ]);

  assert.deepEqual(
    kept.consequences.map(({ form }) => form),
    ['alert_follow_up'],
  );
  assert.deepEqual(kept.seqs, [1, 2]);
  const { page } = await phone.desk.openFolder(ZHANG);
  assert.equal(page.alerts.length, 1);
  await phone.restart();
  const [found] = await phone.desk.search('张桂芳');
  assert.ok(found.flags.includes('alert'));
});

test('a household and a resident made without signal are found everywhere at once', async (t) => {
  const phone = await offline(t);
  await phone.desk.keep([
    {
      document: NEW_HOME,
      form: 'household',
      kind: 'create',
      body: { household_address: '新屋2号', door: '502', walking_order: 2 },
      links: { area: AREA },
      finish: true,
    },
    {
      document: CHILD,
      form: 'resident_basic',
      kind: 'create',
      body: { name: '李小宝', sex: 'male', birth_date: TODAY },
      links: { household: NEW_HOME },
    },
  ]);

  const [byPinyin] = await phone.desk.search('lixb');
  assert.equal(byPinyin.resident, CHILD);
  assert.equal(byPinyin.local, true);
  assert.equal(byPinyin.door.door, '502');
  assert.equal((await phone.desk.searchHouseholds('新屋'))[0].household, NEW_HOME);
  assert.equal((await phone.desk.openHousehold(NEW_HOME)).members[0].resident, CHILD);
  assert.equal(
    (await phone.desk.twins({ name: '李小宝', birth_date: TODAY }))[0].resident,
    CHILD,
  );
  await phone.restart();
  assert.equal((await phone.desk.search('李小宝'))[0].resident, CHILD);
  assert.equal((await phone.desk.searchHouseholds('新屋'))[0].household, NEW_HOME);
});

test('a door that was renumbered shows on the list of who lives behind it', async (t) => {
  const phone = await offline(t);
  const { household } = await phone.desk.openFolder(ZHANG);
  const saw = { body: household.body, links: household.links };

  await phone.desk.keep([
    {
      document: HOME,
      form: 'household',
      kind: 'patch',
      saw,
      body: { ...saw.body, door: '302' },
      links: saw.links,
    },
  ]);

  assert.equal((await phone.desk.round()).stops[0].door.door, '302');
  assert.equal((await phone.desk.search('张桂芳'))[0].door.door, '302');
});

test('an operation carries what its author saw, not what has come since', async (t) => {
  const phone = await offline(t);
  const saw = { body: { name: '张桂芳', phone: '14200000009' }, links: { household: HOME } };

  await phone.desk.keep([
    {
      document: ZHANG,
      form: 'resident_basic',
      kind: 'patch',
      saw,
      body: { ...saw.body, phone: '14200000008' },
      links: saw.links,
    },
  ]);

  const [entry] = await phone.desk.outbox();
  assert.deepEqual(entry.changes.phone, { from: '14200000009', to: '14200000008' });
  assert.equal((await phone.desk.openFolder(ZHANG)).resident.body.phone, '14200000008');
});

test('a visit that did not happen is taken back, and the taking back is taken back', async (t) => {
  const phone = await offline(t);
  const { operations } = await phone.desk.keep([followUp()]);
  const { document } = followUp();
  const retire = {
    document,
    form: 'hypertension_follow_up',
    kind: 'retire',
    saw: { body: {}, links: { resident: ZHANG } },
    reason: '填错人',
  };
  await phone.desk.keep([retire]);
  const shown = async () =>
    (await phone.desk.openFolder(ZHANG)).documents.find(({ id }) => id === document);
  assert.ok((await shown()).retired);
  assert.equal((await phone.desk.round()).counts.done, undefined);

  await phone.desk.keep([{ ...retire, undo: true }]);

  assert.equal((await shown()).retired, null);
  assert.equal((await phone.desk.outbox()).length, operations.length + 2);
});

test("nobody at home: the visit is the household's, its people are put off, no alert is raised", async (t) => {
  const [enrolment, spring] = care();
  const body = { ...spring.body, visit_date: '2026-11-12', control_class: 'uncontrolled' };
  const others = [enrolment, { ...spring, body }];
  const phone = await offline(t, [
    lines.scope(),
    lines.resident(zhang(), { others }),
    lines.household(home()),
  ]);
  const [{ rows }] = (await phone.desk.round()).stops;
  assert.equal(rows[0].state, 'due');
  const item = {
    _row: '01936f00-0000-7000-8000-0000000000d9',
    item_resident: ZHANG,
    item_purpose: 'hypertension_follow_up',
    item_tasks: rows[0].tasks[0].id,
    item_outcome: 'not_home',
    item_next_attempt_date: '2099-01-01',
  };

  const kept = await phone.desk.keep([
    {
      document: '01936f00-0000-7000-8000-0000000000d8',
      form: 'visit',
      kind: 'create',
      body: { planned_date: TODAY, visit_items: [item] },
      links: { household: HOME },
      finish: true,
    },
  ]);

  assert.deepEqual(kept.consequences, []);
  assert.equal((await phone.desk.openHousehold(HOME)).visits.length, 1);
  assert.equal((await phone.desk.openFolder(ZHANG)).page.due[0].until, '2099-01-01');
  assert.equal((await phone.desk.round()).stops[0].rows[0].state, 'not_home');
});
