// A feed that is sent whole, broken off, begun anew, or lost: nobody stays as a ghost, nobody goes too many.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openDB } from 'idb';

import {
  AREA,
  bodyOf,
  care,
  document,
  FEED,
  home,
  HOME,
  lines,
  NOW,
  page,
  Phone,
  zhang,
  ZHANG,
} from '../worker/cast.js';

const LI = ZHANG.replace('a1', 'a2');
const NEXT = `${AREA.slice(0, -1)}2|record`;
const BOTH = {
  [FEED]: { area: AREA, lane: 'record' },
  [NEXT]: { area: NEXT.split('|')[0], lane: 'record' },
};

const li = () => zhang({ id: LI, body: { ...zhang().body, name: '李建国' }, links: {} });
const named = async (phone) =>
  (await phone.desk.search('张')).concat(await phone.desk.search('李')).map(({ name }) => name);
const anew = (parts, more) => page([lines.scope(BOTH), ...parts], more);
const noSignal = () => {
  throw new TypeError('Failed to fetch');
};

/** A first sync that was broken off after the first page, which had Zhang and Li in it. */
async function brokenOff(t) {
  const phone = new Phone(t);
  const first = anew(
    [
      lines.snapshot(FEED),
      lines.resident(zhang(), { others: care() }),
      lines.resident(li(), { household: null, archived: care() }),
    ],
    { cursor: 'c1', more: true },
  );
  phone.centre.pages = [first];
  phone.centre.faults = Array.from({ length: 4 }, () => undefined);
  phone.centre.faults.push(noSignal);
  await phone.enrol();
  assert.deepEqual(await named(phone), ['张桂芳', '李建国']);
  return phone;
}

test('who left the village after the first page of a broken first sync is no ghost', async (t) => {
  const phone = await brokenOff(t);
  phone.centre.generation = 'g2';
  const [whole, rest] = [
    anew([lines.snapshot(FEED), lines.resident(zhang())], {
      cursor: 'c2',
      more: true,
      generation: 'g2',
    }),
    page([lines.snapshot(NEXT)], { cursor: 'c3', generation: 'g2' }),
  ];
  // The first answer tells of the restore and is not filed.
  phone.centre.pages = [whole, whole, rest];

  await phone.desk.syncNow();

  assert.deepEqual(await named(phone), ['张桂芳']);
  assert.equal((await phone.desk.openFolder(LI)).resident, null);
  assert.deepEqual(await phone.desk.archives(LI), []);
  await phone.restart();
  assert.deepEqual(await named(phone), ['张桂芳']);
});

test('a feed that begins anew a second time forgets what both attempts brought', async (t) => {
  const phone = await brokenOff(t);
  phone.centre.pages = [
    page([lines.snapshot(FEED), lines.resident(zhang({ id: LI }))], {
      cursor: 'c2',
      more: true,
    }),
    page([lines.snapshot(FEED), lines.household(home())], { cursor: 'c3' }),
  ];

  await phone.desk.syncNow();

  assert.deepEqual(await named(phone), []);
  assert.equal((await phone.desk.openHousehold(HOME)).household.id, HOME);
});

test('a feed that begins anew with nothing in it leaves nothing behind', async (t) => {
  const phone = await brokenOff(t);
  phone.centre.pages = [page([lines.snapshot(FEED)], { cursor: 'c2' })];

  await phone.desk.syncNow();

  assert.deepEqual(await named(phone), []);
});

test('what a change touches of somebody who was not sent again stays no longer', async (t) => {
  const phone = await brokenOff(t);
  await phone.desk.openFolder(LI);
  const note = document(`${LI.slice(0, -1)}9`, 'visit', {}, { links: { resident: LI } });
  // Li was not sent again; the next village has one document about him.
  phone.centre.pages = [
    page([lines.snapshot(FEED), lines.resident(zhang())], { cursor: 'c2', more: true }),
    page([lines.snapshot(NEXT), lines.change(LI, note, 9, NEXT)], { cursor: 'c3' }),
  ];

  await phone.desk.syncNow();

  const { resident, documents } = await phone.desk.openFolder(LI);
  assert.equal(resident, null);
  assert.deepEqual(
    documents.map(({ id }) => id),
    [note.id],
  );
});

/** Spoils what lies on the disk: no key opens it any more. */
async function spoil(phone, store) {
  const db = await openDB(`doorstep.${phone.device}`);
  for (const row of await db.getAll(store))
    await db.put(store, { ...row, box: new Uint8Array(row.box.length) });
  db.close();
}

/** Waits until the page before is on the disk. */
async function isFiled({ events }) {
  while (!events.some(([name]) => name === 'folder'))
    await new Promise((resolve) => setImmediate(resolve));
  events.length = 0;
}

/** Zhang was not sent again, and yet something of her has changed. */
const changedUnsent = ({ cursor }) =>
  cursor === null
    ? page([lines.scope(), lines.snapshot(FEED)], { cursor: 'a', more: true })
    : page([lines.change(ZHANG, { ...care()[1], rev: 2 }, 200)], { cursor: 'b' });

test('a folder that does not open is replaced by what the centre has', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  await spoil(phone, 'folders');
  await phone.restart();
  phone.centre.answerPull = changedUnsent;

  await phone.desk.syncNow();

  const { resident, documents } = await phone.desk.openFolder(ZHANG);
  assert.equal(resident, null);
  assert.deepEqual(
    documents.map(({ id }) => id),
    [care()[1].id],
  );
});

test('earlier years that do not open are replaced by what the centre has', async (t) => {
  const phone = new Phone(t);
  const [enrolment, spring] = care();
  const zhangAnew = lines.resident(zhang(), { others: [enrolment], archived: [spring] });
  phone.centre.pages = [page([lines.scope(), lines.snapshot(FEED), zhangAnew])];
  await phone.enrol();
  await spoil(phone, 'archives');
  // The centre says that spring is current again.
  phone.centre.answerPull = ({ cursor }) =>
    cursor === null
      ? page([lines.scope(), lines.snapshot(FEED), zhangAnew], { cursor: 'a', more: true })
      : page([lines.index(zhang(), 300, [ZHANG, spring.id])], { cursor: 'b' });

  await phone.desk.syncNow();

  const { documents } = await phone.desk.openFolder(ZHANG);
  assert.deepEqual(
    documents.map(({ id }) => id),
    [spring.id],
  );
});

test('a disk that spoils what it is given lets no sync go on for ever', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  const sent = [lines.scope(), lines.snapshot(FEED), lines.resident(zhang())];
  phone.centre.answerPull = ({ cursor }) =>
    cursor === null
      ? page(sent, { cursor: 'a', more: true })
      : page([lines.change(ZHANG, care()[1], 200)], { cursor: 'b' });
  let begun = 0;
  phone.centre.faults = Array.from({ length: 40 }, () => async (path, request) => {
    if (path !== '/sync/pull') return;
    if (bodyOf(request).cursor === null) begun += 1;
    else if (bodyOf(request).cursor === 'a') await isFiled(phone);
    await spoil(phone, 'folders');
  });
  await phone.restart();
  phone.events.length = 0;

  await assert.rejects(phone.desk.syncNow(), { name: 'BrokenSeal' });

  assert.equal(begun, 2);
});

/** Zhang has moved to the next village; this phone reads both. */
async function movedToTheNext(t, { archived = [] } = {}) {
  const phone = new Phone(t);
  phone.centre.pages = [
    anew([
      lines.snapshot(FEED, NEXT),
      lines.resident(zhang(), { others: care(), archived }),
      lines.household(home()),
    ]),
    page(
      [
        ...care().map((one, at) => lines.change(ZHANG, { ...one, rev: 2 }, 5 + at, NEXT)),
        lines.change(ZHANG, zhang({ rev: 2 }), 7, NEXT),
        lines.index(zhang({ rev: 2 }), 8, [ZHANG, ...care().map(({ id }) => id)], {
          others: care(),
          feed: NEXT,
        }),
        ...[zhang(), ...care()].map(({ id }, at) => lines.gone(ZHANG, id, 201 + at, 1)),
      ],
      { cursor: 'c2' },
    ),
  ];
  await phone.enrol();
  await phone.desk.syncNow();
  assert.equal((await phone.desk.openFolder(ZHANG)).documents.length, 2);
  return phone;
}

test('a village that is lost takes nothing away that came from another one', async (t) => {
  const phone = await movedToTheNext(t);
  phone.centre.pages = [page([lines.drop(FEED)], { cursor: 'c3' })];

  await phone.desk.syncNow();

  const { resident, documents, household } = await phone.desk.openFolder(ZHANG);
  assert.equal(resident.id, ZHANG);
  assert.equal(documents.length, 2);
  assert.equal(household, null);
  assert.deepEqual(await named(phone), ['张桂芳']);
  await phone.restart();
  assert.equal((await phone.desk.openFolder(ZHANG)).documents.length, 2);
});

test('of a folder from two villages only what came from the lost one goes', async (t) => {
  const phone = new Phone(t);
  const [enrolment, spring] = care();
  phone.centre.pages = [
    anew([lines.snapshot(FEED, NEXT), lines.resident(zhang(), { others: [spring] })]),
    page([lines.change(ZHANG, enrolment, 5, NEXT)], { cursor: 'c2' }),
    page([lines.drop(FEED)], { cursor: 'c3' }),
  ];
  await phone.enrol();
  await phone.desk.syncNow();
  await phone.desk.syncNow();

  const { resident, documents } = await phone.desk.openFolder(ZHANG);

  assert.equal(resident, null);
  assert.deepEqual(
    documents.map(({ id }) => id),
    [enrolment.id],
  );
  assert.deepEqual(await named(phone), []);
});

test('a change in the page that loses a village brings nothing of it back', async (t) => {
  const phone = new Phone(t);
  const [enrolment, spring] = care();
  phone.centre.pages = [
    anew([lines.snapshot(FEED, NEXT), lines.resident(zhang(), { others: [spring] })]),
    page([lines.drop(FEED), lines.change(ZHANG, enrolment, 5, NEXT)], { cursor: 'c2' }),
  ];
  await phone.enrol();
  await phone.desk.syncNow();

  const { resident, documents } = await phone.desk.openFolder(ZHANG);

  assert.equal(resident, null);
  assert.deepEqual(
    documents.map(({ id }) => id),
    [enrolment.id],
  );
});

test('earlier years that another village holds stay when one is lost', async (t) => {
  const phone = await movedToTheNext(t);
  const [enrolment, spring] = care();
  phone.centre.pages = [
    page([lines.index(zhang({ rev: 2 }), 9, [ZHANG, enrolment.id], { feed: NEXT })], {
      cursor: 'c3',
    }),
    page([lines.drop(FEED)], { cursor: 'c4' }),
  ];
  await phone.desk.syncNow();
  await phone.desk.syncNow();

  const archives = await phone.desk.archives(ZHANG);

  assert.deepEqual(
    archives.map(({ id }) => id),
    [spring.id],
  );
});

test('the cursor goes in the body, however long it is', async (t) => {
  const phone = new Phone(t);
  const cursor = 'c'.repeat(20_000);
  phone.centre.pages = [page([lines.scope()], { cursor })];
  await phone.enrol();
  phone.centre.asked = [];

  await phone.desk.syncNow();

  assert.deepEqual(phone.centre.asked, ['POST /sync/pull']);
  assert.equal((await phone.desk.state()).checked_at, NOW);
});
