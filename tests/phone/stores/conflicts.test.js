// Two values that differ: one tap decides, one takes it back; in rows of a list and in links too.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { document, HOME, home, lines, page, WANG, ZHANG, zhang } from '../worker/cast.js';
import { LAST, openPage } from './page.js';

const { bridge } = await import('../../../pwa/js/stores/phone.js');
const store = await import('../../../pwa/js/stores/conflicts.js');

const CONFLICT = '01936f00-0000-7000-8000-0000000000d1';
const OTHER_HOME = '01936f00-0000-7000-8000-0000000000b2';
const [ROW] = LAST.body.medications;

/** A conflict of a document, as the centre sends it. */
const conflict = (about, unit, standing, offered, links) => {
  const side = (value) => ({ value, actor: WANG.id, device: 'd', at: '2026-11-24T02:00:00Z' });
  return document(
    CONFLICT,
    'conflict',
    {
      document: about,
      unit,
      state: 'open',
      standing: side(standing),
      offers: [{ ...side(offered), saw: standing, operation: 'o1' }],
      decision: null,
    },
    { links, finished: {} },
  );
};

/** A phone on which one thing differs. */
async function opened(t, differing, { resident = zhang(), households = [home()] } = {}) {
  const phone = await openPage(t);
  const others = [LAST, differing];
  const told = households.map((one) => lines.household(one, { number: 3 }));
  phone.centre.pages = [
    page([lines.resident(resident, { number: 2, others }), ...told], { cursor: 'c2' }),
  ];
  await phone.desk.syncNow();
  // A row says that something differs; the phone makes it of what it has.
  await bridge().keep([
    {
      document: resident.id,
      form: 'resident_basic',
      kind: 'patch',
      saw: { body: resident.body, links: resident.links },
      body: { ...resident.body, phone: '14200000009' },
      links: resident.links,
    },
  ]);
  await store.readConflicts();
  return phone;
}

/** What was sent of decisions, in order. */
async function sent(phone) {
  await phone.desk.syncNow();
  return phone.centre.operations.filter(({ kind }) => kind === 'resolve');
}

test('a dose within a list is decided by one tap, and the whole list goes with it', async (t) => {
  const unit = `medications[${ROW._row}].dose`;
  const differing = conflict(LAST.id, unit, { dose: 5 }, { dose: 10 }, { resident: ZHANG });
  const phone = await opened(t, differing);
  const [open] = store.conflicts.value;

  const undo = await store.decide(open, open.document, { dose: 10 }, '0');
  const folder = await bridge().openFolder(ZHANG);
  await undo();

  const seen = folder.documents.find(({ id }) => id === LAST.id);
  assert.equal(seen.body.medications[0].dose, 10);
  assert.equal(seen.body.medications[0].drug_name, '氨氯地平');
  const [decision, back] = await sent(phone);
  assert.equal(decision.conflict, CONFLICT);
  assert.deepEqual(decision.changes, {
    medications: { from: [ROW], to: [{ ...ROW, dose: 10 }] },
  });
  assert.equal(back.reopen, true);
  assert.deepEqual(back.changes, {
    medications: { from: [{ ...ROW, dose: 10 }], to: [ROW] },
  });
});

test('of two taps in one breath the first decides', async (t) => {
  const standing = { systolic_blood_pressure: 142, diastolic_blood_pressure: 86 };
  const offered = { systolic_blood_pressure: 138, diastolic_blood_pressure: 86 };
  const unit = 'systolic_blood_pressure';
  const phone = await opened(
    t,
    conflict(LAST.id, unit, standing, offered, { resident: ZHANG }),
  );
  const [open] = store.conflicts.value;

  const [undo, other] = await Promise.all([
    store.decide(open, open.document, offered, '0'),
    store.decide(open, open.document, standing, 'standing'),
  ]);

  assert.equal(other, null);
  assert.equal(store.decided.value[CONFLICT], '0');
  assert.equal((await sent(phone)).length, 1);
  await undo();
});

test('keeping what stands says so to the centre: from and to are the same', async (t) => {
  const unit = 'systolic_blood_pressure';
  const standing = { systolic_blood_pressure: 142, diastolic_blood_pressure: 86 };
  const offered = { systolic_blood_pressure: 138, diastolic_blood_pressure: 86 };
  const phone = await opened(
    t,
    conflict(LAST.id, unit, standing, offered, { resident: ZHANG }),
  );
  const [open] = store.conflicts.value;

  await store.decide(open, open.document, standing, 'standing');

  const [decision] = await sent(phone);
  assert.deepEqual(decision.changes, {
    systolic_blood_pressure: { from: 142, to: 142 },
    diastolic_blood_pressure: { from: 86, to: 86 },
  });
});

test('a person whom two phones put into two households goes to the one that was chosen', async (t) => {
  const other = document(OTHER_HOME, 'household', { household_address: '上湾村新屋组2号' });
  const link = (/** @type {string} */ household) => ({ '@household': household });
  const differing = conflict(ZHANG, '@household', link(HOME), link(OTHER_HOME), {
    resident: ZHANG,
  });
  const phone = await opened(t, differing, { households: [home(), other] });
  const open = store.conflicts.value.find((one) => one.conflict.id === CONFLICT);
  await store.readAddresses(open.conflict);

  const undo = await store.decide(open, open.document, link(OTHER_HOME), '0');
  const moved = await bridge().openFolder(ZHANG);
  await undo();
  const returned = await bridge().openFolder(ZHANG);

  assert.equal(store.addresses.value[OTHER_HOME], '上湾村新屋组2号');
  assert.equal(moved.resident.links.household, OTHER_HOME);
  assert.equal(returned.resident.links.household, HOME);
  const [decision, back] = await sent(phone);
  assert.deepEqual(decision.changes, { '@household': { from: HOME, to: OTHER_HOME } });
  assert.deepEqual(back.changes, { '@household': { from: OTHER_HOME, to: HOME } });
});

test('what differs in a household where nobody lives yet is listed by its address', async (t) => {
  const phone = await openPage(t);
  const empty = document(OTHER_HOME, 'household', {
    household_address: '新屋组2号',
    door: '8',
  });
  const differing = conflict(
    OTHER_HOME,
    'door',
    { door: '8' },
    { door: '9' },
    {
      household: OTHER_HOME,
    },
  );
  const [head, current, archived] = lines.household(empty, { number: 3 });
  phone.centre.pages = [page([[head, [...current, differing], archived]], { cursor: 'c2' })];
  await phone.desk.syncNow();

  await store.readConflicts();

  const [open] = store.conflicts.value;
  assert.equal(open.name, '新屋组2号');
  await store.decide(open, open.document, { door: '9' }, '0');
  assert.equal((await bridge().openHousehold(OTHER_HOME)).household.body.door, '9');
  const [decision] = await sent(phone);
  assert.deepEqual(decision.changes, { door: { from: '8', to: '9' } });
});
