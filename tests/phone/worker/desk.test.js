// A doctor's day on one phone: enrol, list, open, save, send.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FOLLOW_UP, followUp, HOME, Phone, PIN, ZHANG } from './cast.js';

test('after enrolling, the first pull brings the village onto the list', async (t) => {
  const phone = new Phone(t);
  const desk = await phone.enrol();

  const round = await desk.round();

  assert.equal(round.residents, 1);
  assert.equal(round.stops[0].household, HOME);
  assert.equal(round.stops[0].door.door, '301');
  assert.equal(round.stops[0].rows[0].name, '张桂芳');
});

test('a saved follow-up is on disk, on the list and on its way', async (t) => {
  const phone = new Phone(t);
  const desk = await phone.enrol();
  await desk.openFolder(ZHANG);

  const kept = await desk.keep([followUp()]);

  assert.equal(kept.seqs[0], 1);
  const state = await desk.state();
  assert.equal(state.safe, false);
  assert.ok(state.waiting >= 1);
  const folder = await desk.openFolder(ZHANG);
  const [document] = folder.documents.filter(({ id }) => id === FOLLOW_UP);
  assert.equal(document.body.systolic_blood_pressure, 142);
  assert.equal(document.pending, true);
  assert.deepEqual(folder.page.values.blood_pressure.value, [142, 86]);
  const [row] = (await desk.round()).stops[0].rows;
  assert.equal(row.state, 'done');
  assert.deepEqual(row.last.value, [142, 86]);

  await desk.syncNow();
  assert.equal((await desk.state()).safe, true);
  assert.equal(phone.centre.operations[0].changes.systolic_blood_pressure.to, 142);
});

test('a killed phone shows everything again after the PIN, without the network', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  phone.centre.faults = Array.from({ length: 50 }, () => () => {
    throw new TypeError('Failed to fetch');
  });
  await phone.desk.keep([followUp()]);

  const desk = await phone.restart();

  const [row] = (await desk.round()).stops[0].rows;
  assert.deepEqual(row.last.value, [142, 86]);
  assert.equal(row.record, 'waiting');
  assert.equal((await desk.search('zgf'))[0].resident, ZHANG);
});

test('a wrong PIN is told from a right one, and ten of them leave only the outbox', async (t) => {
  const phone = new Phone(t);
  const desk = await phone.enrol();
  await desk.keep([followUp()]);
  await desk.letGo();
  await phone.start();
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const refusals = [];
  for (let at = 0; at < 11; at += 1) {
    t.mock.timers.tick(3_600_000);
    await phone.desk.unlock(phone.device, '000000').catch(({ code }) => refusals.push(code));
  }

  assert.deepEqual(refusals, [...Array(9).fill('wrong_pin'), 'cache_dropped', 'cache_dropped']);
  await assert.rejects(phone.desk.unlock(phone.device, PIN), { code: 'cache_dropped' });
  const [head, ...letters] = (await (await phone.desk.capsule(phone.device)).text())
    .trim()
    .split('\n')
    .map(JSON.parse);
  assert.equal(head.entries, letters.length);
  assert.ok(letters.length >= 1);
  const [person] = (await phone.desk.status()).people;
  assert.equal(person.readable, false);
  assert.ok(person.unsent >= 1);
});
