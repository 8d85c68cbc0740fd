// PINs: what many at once come to, and what a killed app remembers of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { MOST_WRONG_PINS } from '../../../pwa/js/seal/keys.js';
import { Phone, PIN } from './cast.js';

/** What became of each. */
const codes = async (tries) =>
  (await Promise.allSettled(tries)).map(({ reason }) => reason?.code ?? 'open');

test('PINs that are tried at once are counted one by one, and wait for each other', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  await phone.desk.letGo();
  const tries = Array.from({ length: 12 }, () => phone.desk.unlock(phone.device, '000000'));

  const said = await codes([...tries, phone.desk.unlock(phone.device, PIN)]);

  const [{ wrong_pins: counted }] = (await phone.desk.status()).people;
  assert.equal(said.filter((code) => code === 'wrong_pin').length, counted);
  assert.equal(counted, 3);
  assert.equal(said.at(-1), 'pause');
  assert.ok(counted < MOST_WRONG_PINS);
});

test('a clock that is set back by a day keeps nobody out for a day', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  await phone.desk.letGo();
  await codes([1, 2, 3].map(() => phone.desk.unlock(phone.device, '000000')));
  assert.deepEqual(await codes([phone.desk.unlock(phone.device, PIN)]), ['pause']);

  t.mock.timers.enable({ apis: ['Date'], now: Date.now() - 86_400_000 });

  const [{ locked_until: until }] = (await phone.desk.status()).people;
  assert.ok(until <= Date.now());
  assert.deepEqual(await codes([phone.desk.unlock(phone.device, PIN)]), ['open']);
});
