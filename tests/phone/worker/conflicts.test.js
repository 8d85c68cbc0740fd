// How many differences wait for somebody: each is counted and listed, whoever it is about.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  care,
  document,
  FEED,
  home,
  HOME,
  lines,
  page,
  Phone,
  TODAY,
  WANG,
  zhang,
  ZHANG,
} from './cast.js';

const VISIT = document(
  '01936f00-0000-7000-8000-0000000000e1',
  'visit',
  { visit_date: TODAY, visit_note: '门口有狗' },
  { links: { household: HOME, channel: 'home' } },
);
const [, SPRING] = care();

/** A conflict as the centre sends it. */
function conflict(at, about, unit, { state = 'open', rev = 1, ...links }) {
  const side = (value) => ({ value: { [unit]: value }, actor: WANG.id, device: 'd', at: '' });
  return document(
    `01936f00-0000-7000-8000-0000000000d${at}`,
    'conflict',
    {
      document: about.id,
      unit,
      state,
      standing: side('甲'),
      offers: [side('乙')],
      decision: null,
    },
    { links, finished: {}, rev },
  );
}
const ofVisit = (more) => conflict(1, VISIT, 'visit_note', { household: HOME, ...more });
const household = (...others) => {
  const [head, current, archived] = lines.household(home());
  return [head, [...current, ...others], archived];
};

/** A phone on which nobody's row says that something differs. */
async function phoneWith(t, ...more) {
  const phone = new Phone(t);
  phone.centre.pages = [page([lines.scope(), lines.snapshot(FEED), ...more])];
  await phone.enrol();
  return phone;
}
const count = async (phone) => {
  const [{ conflicts }, listed] = [await phone.desk.state(), await phone.desk.conflicts()];
  assert.equal(listed.length, conflicts);
  return conflicts;
};

/** Decides it on this phone, or opens it again. */
const decide = (phone, more = {}) =>
  phone.desk.keep([
    {
      document: VISIT.id,
      form: 'visit',
      kind: 'resolve',
      saw: { body: VISIT.body, links: VISIT.links },
      conflict: ofVisit().id,
      subject: HOME,
      changes: { visit_note: { from: '门口有狗', to: '门口有狗' } },
      ...more,
    },
  ]);

test('a difference in the visit of a household is counted though nobody there is marked', async (t) => {
  const phone = await phoneWith(t, lines.resident(zhang()), household(VISIT, ofVisit()));

  assert.equal(await count(phone), 1);
  const [{ subject, name }] = await phone.desk.conflicts();
  assert.deepEqual([subject, name], [HOME, home().body.household_address]);
  await phone.restart();
  assert.equal(await count(phone), 1);
});

test('two differences of one resident are two', async (t) => {
  const two = [2, 3].map((at) => conflict(at, SPRING, `unit_${at}`, { resident: ZHANG }));

  const phone = await phoneWith(t, lines.resident(zhang(), { others: [...care(), ...two] }));

  assert.equal(await count(phone), 2);
});

test('one that is decided here counts no more, and again when that is taken back', async (t) => {
  const phone = await phoneWith(t, lines.resident(zhang()), household(VISIT, ofVisit()));

  await decide(phone);
  assert.equal(await count(phone), 0);
  await decide(phone, { reopen: true });
  assert.equal(await count(phone), 1);
});

test('what the centre opens and closes is counted as it comes', async (t) => {
  const phone = await phoneWith(t, lines.resident(zhang()), household(VISIT));
  assert.equal(await count(phone), 0);

  phone.centre.pages = [page([lines.change(HOME, ofVisit(), 200)], { cursor: 'c2' })];
  await phone.desk.syncNow();
  assert.equal(await count(phone), 1);
  const decided = ofVisit({ state: 'decided', rev: 2 });
  phone.centre.pages = [page([lines.change(HOME, decided, 201)], { cursor: 'c3' })];
  await phone.desk.syncNow();

  assert.equal(await count(phone), 0);
});
