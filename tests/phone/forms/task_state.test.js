// The state of a task on a day: the days around each window.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { taskState } from '../../../pwa/js/forms/task_state.js';

const FOLLOW_UP = { open: '2026-02-25', close: '2026-03-04' };

for (const [today, state] of [
  ['2026-02-24', 'upcoming'],
  ['2026-02-25', 'due'],
  ['2026-02-26', 'due'],
  ['2026-03-03', 'due'],
  ['2026-03-04', 'due'],
  ['2026-03-05', 'overdue'],
])
  test(`a follow-up from 25 February to 4 March is ${state} on ${today}`, () => {
    assert.equal(taskState(FOLLOW_UP, today), state);
  });

for (const [today, state] of [
  ['2026-02-24', 'deferred'],
  ['2026-02-28', 'deferred'],
  ['2026-03-01', 'due'],
  ['2026-03-02', 'due'],
])
  test(`what was put off to 1 March is ${state} on ${today}`, () => {
    assert.equal(taskState({ ...FOLLOW_UP, until: '2026-03-01' }, today), state);
  });

for (const [today, state] of [
  ['2026-03-03', 'deferred'],
  ['2026-03-04', 'deferred'],
  ['2026-03-05', 'overdue'],
])
  test(`what was put off beyond its last day is ${state} on ${today}`, () => {
    assert.equal(taskState({ ...FOLLOW_UP, until: '2026-04-01' }, today), state);
  });

test('a task rests while the resident is away, whatever its windows say', () => {
  const resting = { ...FOLLOW_UP, resting: true };

  for (const today of ['2026-02-26', '2026-03-05', '2026-09-01'])
    assert.equal(taskState(resting, today), 'away');
});
