// What came of knocking: nothing is said for anybody, nothing is noted half.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const {
  columnsOf,
  inDates,
  isAgain,
  lackingOf,
  nothingSaid,
  onAnotherDay,
  peopleOf,
  wrongWithDay,
} = await import('../../../pwa/js/stores/outcome.js');
const { session } = await import('../../../pwa/js/stores/session.js');

session.value = { today: '2026-11-25' };

const zhang = { resident: 'zhang', name: '张桂芳', birth_date: '1959-03-08', tasks: [] };
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

test('nobody dies before they are born, on a day to come, or on one that never was', () => {
  const wrong = (day) => {
    const death = said({ outcome: 'died', day });
    assert.equal(lackingOf(death, [zhang]), wrongWithDay(death, [zhang]) && 'died_on', day);
    return wrongWithDay(death, [zhang]);
  };

  for (const day of ['1958', '1959-02', '19590307', '1959.3.7', '１９５９年3月7日']) {
    assert.equal(wrong(day), 'before_birth', day);
  }
  for (const day of ['2027', '202612', '20261126', '2026年11月26日']) {
    assert.equal(wrong(day), 'future', day);
  }
  for (const day of ['20261131', '2026-13', '2025.2.29', '20260001', '0026']) {
    assert.equal(wrong(day), 'no_such_day', day);
  }
  // The year and the month of birth, and today, are none of these; the first digits are no day yet.
  for (const day of ['1959', '1959-03', '19590308', '2026', '2026年11月', '20261125']) {
    assert.equal(wrong(day), null, day);
  }
  for (const day of ['2', '202', '20261', '2026112', '11月3日', '昨天']) {
    assert.equal(wrong(day), 'unfinished', day);
  }
});

test('of two people the birth is that of the one who has died', () => {
  const sunBorn = { ...sun, birth_date: '1956-07-21' };
  const death = said({ outcome: 'died', day: '1958', who: 'sun' });

  assert.equal(wrongWithDay(death, [zhang, sunBorn]), null);
  assert.equal(wrongWithDay({ ...death, who: 'zhang' }, [zhang, sunBorn]), 'before_birth');
});

test('nobody comes back, and nobody comes again, on a day that is over or never comes', () => {
  for (const outcome of ['away', 'not_home', 'postponed', 'refused']) {
    const wrong = (day) => wrongWithDay(said({ outcome, day }), [zhang]);

    for (const day of ['20261124', '2026.11.3', '2025', '２０２６年10月']) {
      assert.equal(wrong(day), 'past', day);
    }
    assert.equal(wrong('20270229'), 'no_such_day');
    assert.equal(wrong('2027年2月'), 'unfinished');
    assert.equal(wrong('2026/11/25'), null);
  }
});

test('a day is read however it is usually written', () => {
  for (const day of [
    '20261203',
    '2026.12.3',
    '2026年12月3日',
    '２０２６．１２．３',
    '2026-12-03',
  ]) {
    assert.deepEqual(onAnotherDay(day), { day, next: '2026-12-03' });
    assert.equal(inDates(said({ outcome: 'away', day })).day, '2026-12-03');
  }
  assert.equal(onAnotherDay('2026年12月').next, null);
});
