// What came of knocking: rows of the household's visit, the try, and the way back.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage } from './page.js';
import { HOME, WANG, ZHANG } from '../worker/cast.js';

const { recordOutcome } = await import('../../../pwa/js/stores/visit.js');
const { readRound, round } = await import('../../../pwa/js/stores/round.js');

const SON = '01936f00-0000-7000-8000-0000000000a9';
const expected = (resident, ...ids) => ({
  resident,
  tasks: ids.map((id) => ({ id, form: 'hypertension_follow_up' })),
});

test('nobody home is one tap for the whole door: a row for each, one try, one date', async (t) => {
  const phone = await openPage(t);

  await recordOutcome(HOME, [expected(ZHANG, 't1'), expected(SON)], 'not_home', {
    item_next_attempt_date: '2026-11-26',
  });
  await phone.desk.syncNow();

  const [{ changes }] = phone.centre.operations;
  const rows = changes.visit_items.to;
  assert.deepEqual(
    rows.map((row) => [row.item_resident, row.item_purpose, row.item_outcome]),
    [
      [ZHANG, 'hypertension_follow_up', 'not_home'],
      [SON, 'other', 'not_home'],
    ],
  );
  assert.equal(rows[0].item_tasks, 't1');
  const [attempt] = changes.attempts.to;
  assert.equal(attempt.person_met, 'nobody');
  assert.equal(attempt.visitor, WANG.id);
});

test('the list says nobody was home, and after undo it is as before', async (t) => {
  await openPage(t);
  await readRound();
  const [before] = round.value.stops[0].rows;
  const people = [{ resident: ZHANG, tasks: before.tasks }];

  const undo = await recordOutcome(HOME, people, 'not_home', {
    item_next_attempt_date: '2026-11-26',
  });
  await readRound();
  assert.equal(round.value.stops[0].rows[0].state, 'not_home');

  await undo();
  await readRound();

  assert.equal(round.value.stops[0].rows[0].state, before.state);
});

test('a call put off is no try at the door', async (t) => {
  const phone = await openPage(t);

  await recordOutcome(HOME, [expected(ZHANG, 't1')], 'postponed', {
    item_next_attempt_date: '2026-12-01',
    item_postponed_reason: 'weather',
  });

  const [{ changes }] = await phone.desk.outbox();
  assert.equal('attempts' in changes, false);
  assert.equal('visit_date' in changes, false);
});

test('a second outcome of the day joins the same visit', async (t) => {
  const phone = await openPage(t);

  await recordOutcome(HOME, [expected(ZHANG, 't1')], 'not_home');
  await recordOutcome(HOME, [expected(SON)], 'refused', { item_refusal_reason: '没空' });

  const visits = await phone.desk.outbox();
  assert.deepEqual(
    visits.map(({ kind }) => kind),
    ['create', 'patch'],
  );
  assert.equal(visits[0].document, visits[1].document);
  assert.equal(visits[1].changes.visit_items.to.length, 2);
});
