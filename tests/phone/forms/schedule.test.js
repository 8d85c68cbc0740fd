// The planner: the shared vectors, and what holds for all of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createPlanner } from '../../../pwa/js/forms/schedule.js';
import { clockOf } from '../../../pwa/js/forms/schedule_clock.js';
import { daysOn, move } from '../../../pwa/js/forms/schedule_offsets.js';
import { vectors } from '../vectors.js';
import { asJson, compiled, forms, frozen } from './facts.js';

const cases = frozen(vectors('schedule').vectors);
const planner = createPlanner(forms, compiled.schedule);

/** A planner that has only some of the forms. */
const plannerOf = (...ids) =>
  createPlanner(new Map([...forms].filter(([id]) => ids.includes(id))), compiled.schedule);

const withoutState = (tasks) =>
  tasks.map(({ state, ...task }) => ({ ...task, rests: ['away', 'deferred'].includes(state) }));

for (const { case: name, facts, tasks } of cases)
  test(`tasks: ${name}`, () => {
    assert.deepEqual(asJson(planner.plan(facts)), tasks);
  });

test('the order in which documents arrived changes no task', () => {
  for (const { case: name, facts, tasks } of cases) {
    const documents = facts.documents.toReversed();

    assert.deepEqual(asJson(planner.plan({ ...facts, documents })), tasks, name);
  }
});

test('a phone that believes to be in another time zone plans the same', (t) => {
  const zone = process.env.TZ;
  t.after(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  for (process.env.TZ of ['Pacific/Auckland', 'America/Los_Angeles', 'Asia/Shanghai'])
    for (const { case: name, facts, tasks } of cases)
      assert.deepEqual(asJson(planner.plan(facts)), tasks, `${name} in ${process.env.TZ}`);
});

test('nothing is planned that no loaded form could take', () => {
  const few = plannerOf('hypertension_follow_up', 'resident_basic');

  for (const { case: name, facts, tasks } of cases) {
    const planned = few.plan(facts).map((task) => task.form);
    assert.ok(
      planned.every((form) => form === 'hypertension_follow_up'),
      name,
    );
    const wanted = tasks.filter((task) => task.rule === 'hypertension_follow_up');
    assert.equal(planned.length, wanted.length, name);
  }
});

test('the shipped forms plan follow-ups of hypertension', () => {
  const shipped = ['household', 'resident_basic', 'visit', 'hypertension_follow_up'];
  const { facts, tasks } = cases[0];

  assert.deepEqual(asJson(plannerOf(...shipped).plan(facts)), tasks);
});

test('between two days that the clock names no task changes but for its state', () => {
  for (const { case: name, facts } of cases) {
    const clock = clockOf(facts.today);
    const tasks = withoutState(planner.plan(facts, clock));
    const next = clock.next() ?? daysOn(facts.today, 40);
    const end = next < daysOn(facts.today, 40) ? next : daysOn(facts.today, 40);
    for (let today = facts.today; today < end; today = daysOn(today, 1))
      assert.deepEqual(withoutState(planner.plan({ ...facts, today })), tasks, `${name} ${today}`);
  }
});

test('a rule that asks for today in a new way is asked again every day', () => {
  const schedule = {
    requires: compiled.schedule.requires,
    rules: [
      {
        id: 'leap',
        kind: 'calendar',
        every: 'year',
        form: 'visit',
        applies_if: "add_days(today, 1) == '2026-03-01'",
      },
    ],
  };
  const clock = clockOf('2026-02-27');
  const facts = { today: '2026-02-27', resident: { record_status: 'active' }, documents: [] };

  createPlanner(forms, schedule).plan(facts, clock);

  assert.equal(clock.next(), '2026-02-28');
});

test('an appointment on the day of the visit itself is none', () => {
  const visit = { id: 'v', form: 'hypertension_follow_up', date: '2026-05-08' };
  const facts = {
    today: '2026-07-20',
    resident: { record_status: 'active', managed_programmes: ['hypertension'] },
    documents: [
      { id: 'e', form: 'programme_enrolment', date: '2026-05-01', programme: 'hypertension' },
    ],
  };
  /** The due date, if the next visit was agreed for a day. */
  const dueAfter = (next_visit_date) => {
    const documents = [...facts.documents, { ...visit, next_visit_date }];
    return planner.plan({ ...facts, documents }).map(({ due }) => due);
  };

  assert.deepEqual(dueAfter('2026-05-08'), ['2026-08-08']);
  assert.deepEqual(dueAfter('2026-05-09'), ['2026-05-09']);
  assert.deepEqual(dueAfter('2026-08-07'), ['2026-08-07']);
  assert.deepEqual(dueAfter('2026-08-08'), ['2026-08-08']);
});

test('offsets move by months, cut to the end of the month, and then by days', () => {
  assert.equal(move('2026-01-31', '1m'), '2026-02-28');
  assert.equal(move('2026-01-31', '4m-1d'), '2026-05-30');
  assert.equal(move('2024-02-29', '1y'), '2025-02-28');
  assert.equal(move('2026-01-01', '12w6d'), '2026-04-01');
  assert.equal(move('2026-03-01', '-7d'), '2026-02-22');
  assert.throws(() => move('2026-01-01', '3q'), RangeError);
});

test('without forms nobody has a task', () => {
  const none = createPlanner(new Map(), compiled.schedule);

  for (const { facts } of cases) assert.deepEqual(none.plan(facts), []);
});
