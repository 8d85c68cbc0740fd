// What came of knocking: nothing is said for anybody, nothing is noted half.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const { columnsOf, isAgain, lackingOf, nothingSaid, peopleOf } =
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
