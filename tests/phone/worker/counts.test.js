// What a day costs in reads, writes and requests.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countOf } from './counting.js';
import {
  care,
  FEED,
  followUp,
  home,
  lines,
  page,
  Phone,
  PIN,
  village,
  zhang,
  ZHANG,
} from './cast.js';

const idOf = (kind, at) => `01936f00-0000-7000-8000-${kind}${String(at).padStart(11, '0')}`;
const offline = () => {
  throw new TypeError('Failed to fetch');
};
/** Until what began with the unlocking has come to rest. */
async function settled(phone) {
  await phone.desk.listDrafts();
  await phone.desk.syncNow();
}

const moment = () => new Promise((resolve) => setImmediate(resolve));
const pulls = ({ asked }) => asked.filter((path) => path.endsWith('/pull'));

/** Until the sync that begins by itself after the unlocking has ended. */
async function synced(phone) {
  while (pulls(phone.centre).length === 0) await moment();
  await phone.desk.syncNow();
}

test('from the tap on the icon to the list: at most four reads', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  await phone.desk.keep([followUp()]);
  await phone.desk.letGo();
  let list;

  const { reads } = await countOf(async () => {
    await phone.start();
    await phone.desk.status();
    await phone.desk.unlock(phone.device, PIN);
    list = await phone.desk.round();
  });

  assert.equal(list.residents, 1);
  assert.ok(reads <= 4, `${reads} reads`);
});

test('one saved entry is one transaction, on disk before it is said to be', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  await settled(phone);
  await phone.desk.openFolder(ZHANG);
  await new Promise((resolve) => setTimeout(resolve, 50));

  const { writing, reads } = await countOf(() => phone.desk.keep([followUp()]));

  assert.equal(writing.length, 1);
  assert.equal(writing[0].durability, 'strict');
  assert.equal(reads, 1);
});

test('a sync with nothing new is one request and writes nothing', async (t) => {
  const phone = new Phone(t);
  await phone.signUp();
  await synced(phone);
  phone.centre.asked = [];

  const { writes } = await countOf(() => phone.desk.syncNow());

  assert.deepEqual(phone.centre.asked, ['POST /sync/pull']);
  assert.equal(writes, 0);
});

test('a resident is opened with two reads', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  await phone.restart();
  await settled(phone);

  const { reads } = await countOf(() => phone.desk.openFolder(ZHANG));

  assert.ok(reads <= 2, `${reads} reads`);
});

test('two hundred operations go in one request and at most three transactions', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  phone.centre.faults = Array.from({ length: 400 }, () => offline);
  for (let at = 0; at < 200; at += 1) {
    const more = { document: idOf('f', at), finish: undefined };
    await phone.desk.keep([
      followUp({ visit_date: undefined, heart_rate: 60 + (at % 40) }, more),
    ]);
  }
  phone.centre.faults = [];
  phone.centre.asked = [];

  const { writing } = await countOf(async () => {
    // A try that began without a signal may still be under way.
    while (!(await phone.desk.syncNow()).safe);
  });

  assert.equal(phone.centre.operations.length, 200);
  assert.equal(phone.centre.operations.at(-1).device_seq, 200);
  assert.deepEqual(
    phone.centre.asked.filter((path) => path.endsWith('/push')),
    ['POST /sync/push'],
  );
  const own = writing.filter(({ of }) => of === `doorstep.${phone.device}`);
  assert.ok(own.length > 0 && own.length <= 3, JSON.stringify(own));
});

test('a first sync is one request and one transaction a page, and one that folds the lists', async (t) => {
  const phone = new Phone(t);
  const people = Array.from({ length: 240 }, (_, at) => zhang({ id: idOf('a', at) }));
  phone.centre.pages = [0, 60, 120, 180].map((from, at) =>
    page(
      [
        ...(at === 0 ? [lines.scope(), lines.snapshot(FEED), lines.household(home())] : []),
        ...people.slice(from, from + 60).map((one) => lines.resident(one)),
      ],
      { cursor: `c${at}`, more: from < 180 },
    ),
  );
  await phone.signUp();
  phone.centre.asked = [];

  let asked;
  const { writing } = await countOf(async () => {
    while (!(await phone.desk.state()).loaded.complete) await moment();
    asked = pulls(phone.centre);
    await phone.desk.syncNow();
  });

  const filing = writing.filter(({ stores }) => stores.includes('folders'));
  const others = writing.filter(({ stores }) => !stores.includes('folders'));
  assert.deepEqual([asked.length, filing.length], [4, 4]);
  assert.deepEqual(
    others.map(({ stores }) => stores),
    [['index']],
  );
});

test('500 changes of 300 residents cost at most two calls for each row they touch', async (t) => {
  const people = Array.from({ length: 300 }, (_, at) => zhang({ id: idOf('a', at) }));
  const phone = new Phone(t);
  phone.centre.pages = [
    page([lines.scope(), lines.household(home()), ...people.map((one) => lines.resident(one))]),
  ];
  await phone.enrol();
  phone.centre.asked = [];
  await phone.restart();
  await synced(phone);
  const changes = people.flatMap((one, at) => {
    const newer = { ...one, rev: 2, body: { ...one.body, phone: '14200000002' } };
    const parts = [lines.change(one.id, newer, at + 2), lines.index(newer, at + 2, [one.id])];
    return at < 200 ? [lines.change(one.id, newer, at + 2), ...parts] : parts;
  });
  // The centre puts 1000 lines into a page: these are 800.
  phone.centre.pages = [page(changes, { cursor: 'c2' })];
  phone.centre.asked = [];

  const { reads, writes } = await countOf(() => phone.desk.syncNow());

  assert.deepEqual(phone.centre.asked, ['POST /sync/pull']);
  assert.ok(reads + writes <= 2 * 300 + 10, `${reads} reads, ${writes} writes`);
});

test('the village is there in full after a restart', async (t) => {
  const phone = new Phone(t);
  phone.centre.pages = [village()];
  await phone.enrol();

  await phone.restart();

  const folder = await phone.desk.openFolder(ZHANG);
  assert.equal(folder.documents.length, care().length);
  assert.equal(folder.page.who.name, '张桂芳');
});
