// Whom a call reaches: the resident, else who answers for them; and what the lists may know of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage } from './page.js';
import { home, ZHANG, zhang } from '../worker/cast.js';

const { call, telephonesOf } = await import('../../../pwa/js/stores/telephones.js');
const { mayCall } = await import('../../../pwa/js/stores/round.js');
const { screen } = await import('../../../pwa/js/stores/place.js');

const NUMBER = zhang().body.phone;
const folder = (person, household = {}) => ({
  resident: { ...zhang(), body: person },
  household: { ...home(), body: household },
});
const reached = (...args) => telephonesOf(folder(...args)).map(({ whose }) => whose);

/** Takes the place of the browser's own: it says where it was sent. */
function watchAddress(t) {
  globalThis.location = { href: '' };
  t.after(() => delete globalThis.location);
  return globalThis.location;
}

test('their own number comes first, then guardian, contact person and household', () => {
  const all = {
    contact_phone: '13900000003',
    guardian_phone: '13900000002',
    phone: '13900000001',
  };

  assert.deepEqual(reached(all, { household_phone: '0555-1234567' }), [
    'own',
    'guardian',
    'contact',
    'household',
  ]);
});

test('without a number of their own the contact person is called', () => {
  const [one, ...others] = telephonesOf(
    folder({ contact_name: '孙小梅', contact_phone: '0555-1234567' }),
  );

  assert.deepEqual(others, []);
  assert.deepEqual(one, {
    number: '05551234567',
    whose: 'contact',
    name: '孙小梅',
    owner: null,
  });
});

test('one number that stands twice is offered once, and whose it is is known', () => {
  const shared = { phone: '13900000001', phone_owner: 'child', contact_phone: '13900000001' };

  const [one, ...others] = telephonesOf(folder(shared));

  assert.deepEqual(others, []);
  assert.equal(one.owner, 'child');
});

test('lists hold no number, and offer a call only where there is one and the record is open', async (t) => {
  const phone = await openPage(t);

  const lists = [
    await phone.desk.round({}),
    await phone.desk.search('zgf'),
    await phone.desk.search(NUMBER.slice(-4)),
  ];

  assert.equal(JSON.stringify(lists).includes(NUMBER), false);
  assert.equal(mayCall(lists[0].stops[0].rows[0]), true);
  assert.equal(mayCall(lists[1][0]), true);
  assert.equal(mayCall({ flags: ['no_phone'] }), false);
  assert.equal(mayCall({ flags: ['closed'] }), false);
});

test('a call from a list dials the number of the folder, and its opening is told with its reason', async (t) => {
  const phone = await openPage(t);
  const address = watchAddress(t);

  await call(ZHANG);
  await phone.desk.syncNow();

  assert.equal(address.href, `tel:${NUMBER}`);
  const [read] = phone.centre.reads.filter(({ resident }) => resident === ZHANG);
  assert.equal(read.reason, 'call');
});

test('where nobody can be called after all the front page opens, which says what is missing', async (t) => {
  await openPage(t);
  const address = watchAddress(t);
  globalThis.history ??= { pushState: () => undefined };

  await call('01936f00-0000-7000-8000-0000000000ff');
  while (screen.value.screen === 'today') await new Promise((go) => setTimeout(go));

  assert.equal(address.href, '');
  assert.equal(screen.value.screen, 'resident');
});
