// What came of knocking: nothing is said for anybody, nothing is noted half.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const { columnsOf, inDates, isAgain, lackingOf, nothingSaid, peopleOf } =
  await import('../../../pwa/js/stores/outcome.js');
const { session } = await import('../../../pwa/js/stores/session.js');

session.value = { today: '2026-11-25' };

const zhang = { resident: 'zhang', name: '张桂芳', tasks: [] };
const sun = { resident: 'sun', name: '孙德海', tasks: [] };
const said = (more) => ({ ...nothingSaid(), ...more });

test('before somebody has said what it was nothing is chosen and nothing can be noted', () => {
  assert.equal(nothingSaid().outcome, null);
  assert.equal(lackingOf(nothingSaid(), [zhang]), 'outcome');
  assert.equal(isAgain(nothingSaid()), false);
});

test('of two people it must be said who has moved; nobody home is both', () => {
  const both = [zhang, sun];

  assert.equal(lackingOf(said({ outcome: 'moved' }), both), 'who');
  assert.deepEqual(peopleOf(said({ outcome: 'moved', who: 'sun' }), both), [sun]);
  assert.equal(lackingOf(said({ outcome: 'moved' }), [zhang]), null);
  assert.deepEqual(peopleOf(said({ outcome: 'not_home' }), both), both);
});

test('nobody puts a reason for a later day into the mouth of a resident', () => {
  assert.equal(lackingOf(said({ outcome: 'postponed' }), [zhang]), 'reason');
  assert.equal(lackingOf(said({ outcome: 'postponed', reason: 'weather' }), [zhang]), null);
});

test('the next day is proposed where one comes again, and only there', () => {
  assert.deepEqual(columnsOf(said({ outcome: 'not_home' })), {
    item_next_attempt_date: '2026-11-26',
  });
  assert.deepEqual(columnsOf(said({ outcome: 'died', day: '2026-03' })), {
    item_died_on: '2026-03',
  });
});

test('a day that is none, or lies on the wrong side of today, is asked again', () => {
  const lacking = (outcome, more) => lackingOf(said({ outcome, ...more }), [zhang]);

  assert.equal(lacking('died', { day: '2026-11-26' }), 'died_on');
  assert.equal(lacking('died', { day: '2026-13' }), 'died_on');
  assert.equal(lacking('died', { day: '202' }), 'died_on');
  for (const day of ['', '2026', '202603', '2026年3月', '20261125']) {
    assert.equal(lacking('died', { day }), null, day);
  }
  assert.equal(lacking('away', { day: '20261124' }), 'back_on');
  assert.equal(lacking('away', { day: '2027' }), 'back_on');
  assert.equal(lacking('away', { day: '20270201' }), null);
  assert.equal(lacking('not_home', { next: null, day: '2026' }), 'again');
  assert.equal(lacking('not_home', { next: '2026-11-24' }), 'again');
  assert.equal(inDates(said({ outcome: 'died', day: '２０２６年3月' })).day, '2026-03');
});
