// What was done today on this phone, kept with each entry.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { todayOf } from '../../../pwa/js/sync/clock.js';
import { dayAfter } from '../../../pwa/js/worker/day.js';

const state = { county: { time_zone: 'Asia/Shanghai' }, offset_ms: 0 };
const on = todayOf(state);
const visit = (from, to) => ({
  subject: 'home',
  operation: { form: 'visit', kind: 'patch', changes: { visit_items: { from, to } } },
});
const REFUSED = {
  item_resident: 'a',
  item_outcome: 'refused',
  item_next_attempt_date: '2099-01-01',
};
/** Somebody who was established on this phone today: no pull has brought her row yet. */
const overlaid = new Map([['n.0', { id: 'n', household: 'home' }]]);
const after = (day, ...entries) =>
  dayAfter({ day, state, index: new Map(), overlaid }, entries);

test('a day of an older app, which knew of no coming again, goes on', () => {
  const older = { on, done: { b: ['visit'] }, tried: { b: 'not_home' } };

  const day = after(older, visit([], [REFUSED]));

  assert.deepEqual(day, {
    on,
    done: { b: ['visit'] },
    tried: { b: 'not_home', a: 'refused' },
    again: { a: '2099-01-01' },
  });
});

test('what was said and taken back leaves no word and no day', () => {
  const said = after(
    { on: '2020-01-01', done: {}, tried: { z: 'refused' } },
    visit([], [REFUSED]),
  );

  const day = after(said, visit([REFUSED], []));

  assert.deepEqual(day, { on, done: {}, tried: {}, again: {} });
});

const ofResident = (operation) => ({ subject: 'a', operation: { finish: true, ...operation } });

test('whoever was only established was not visited', () => {
  const opened = after(
    { on },
    ofResident({ document: 'a', form: 'resident_basic', kind: 'create' }),
  );

  assert.deepEqual(opened.done, {});
});

test('whose record was gone through anew was visited, and after a follow-up too', () => {
  const day = after(
    { on },
    ofResident({ document: 'a', form: 'resident_basic', kind: 'patch' }),
    ofResident({ document: 'f', form: 'hypertension_follow_up', kind: 'create' }),
  );

  assert.deepEqual(day.done, { a: ['resident_basic', 'hypertension_follow_up'] });
});

test('a visit that is taken back says nothing of who was established only today either', () => {
  const said = { on, done: {}, tried: { n: 'not_home', z: 'refused' }, again: {} };

  const day = after(said, { subject: 'home', operation: { form: 'visit', kind: 'retire' } });

  assert.deepEqual(day.tried, { z: 'refused' });
});
