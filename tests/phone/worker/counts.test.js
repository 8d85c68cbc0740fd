// What a day costs in reads, writes and requests.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countOf } from './counting.js';
import {
  care,
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
  await phone.enrol();
  await settled(phone);
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
  await settled(phone);
  const pushes = phone.centre.asked.filter((path) => path.endsWith('/push'));

  assert.equal(phone.centre.operations.length, 200);
  assert.equal(phone.centre.operations.at(-1).device_seq, 200);
  assert.ok(pushes.length >= 1);
  assert.equal((await phone.desk.state()).safe, true);
});

test('500 changes of 300 residents cost at most two calls for each row they touch', async (t) => {
  const people = Array.from({ length: 300 }, (_, at) => zhang({ id: idOf('a', at) }));
  const phone = new Phone(t);
  phone.centre.pages = [
    page([lines.scope(), lines.household(home()), ...people.map((one) => lines.resident(one))]),
  ];
  await phone.enrol();
  await phone.restart();
  await settled(phone);
  const changes = people.flatMap((one, at) => {
    const newer = { ...one, rev: 2, body: { ...one.body, phone: '14200000002' } };
    const parts = [lines.change(one.id, newer, at + 2), lines.index(newer, at + 2, [one.id])];
    return at < 200 ? [lines.change(one.id, newer, at + 2), ...parts] : parts;
  });
  phone.centre.pages = [page(changes, { cursor: 'c2' })];

  const { reads, writes } = await countOf(() => phone.desk.syncNow());

  const rows = 300 + 300;
  assert.ok(reads + writes <= 2 * rows + 10, `${reads} reads, ${writes} writes`);
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
