// What came of knocking: rows of the household's visit, the try, and the way back.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage, reopen } from './page.js';
import { document, HOME, lines, NOW, page, TODAY, WANG, ZHANG } from '../worker/cast.js';
import { naturalId } from '../../../pwa/js/rules/natural_keys.js';

const { bridge } = await import('../../../pwa/js/stores/phone.js');
const { recordOutcome, timesNotHome, visitKeeping } =
  await import('../../../pwa/js/stores/visit.js');
const { ageCountsTo } = await import('../../../pwa/js/stores/lifetime.js');
const { nothingSaid } = await import('../../../pwa/js/stores/outcome.js');
const { state, watchState } = await import('../../../pwa/js/stores/sync_state.js');
const { nextStop, readRound, round } = await import('../../../pwa/js/stores/round.js');

const SON = '01936f00-0000-7000-8000-0000000000a9';
const expected = (resident, ...ids) => ({
  resident,
  tasks: ids.map((id) => ({ id, form: 'hypertension_follow_up' })),
});
const said = (outcome, more) => ({ ...nothingSaid(), outcome, ...more });

test('nobody home is one tap for the whole door: a row for each, one try, one date', async (t) => {
  const phone = await openPage(t);

  const people = [expected(ZHANG, 't1'), expected(SON)];
  await recordOutcome(HOME, people, said('not_home'));
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

test('a phone whose clock is days off notes the try at the time of the centre', async (t) => {
  const phone = await openPage(t);
  await watchState();
  const off = 2 * 86_400_000;
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse(NOW) + off });
  state.value = { ...state.value, clock_offset_ms: off };

  await recordOutcome(HOME, [expected(ZHANG)], said('not_home'));

  const [{ changes }] = await phone.desk.outbox();
  assert.equal(changes.attempts.to[0].arrived_at, NOW);
});

test('what is noted after the clock was set right is of that time, not of days before', async (t) => {
  const centre = Date.parse(NOW);
  t.mock.timers.enable({ apis: ['Date'], now: centre + 2 * 86_400_000 });
  const phone = await openPage(t);
  await phone.desk.syncNow();
  await watchState();
  assert.equal(state.value.clock_offset_ms, 2 * 86_400_000);

  t.mock.timers.setTime(centre + 3_600_000);
  await recordOutcome(HOME, [expected(ZHANG)], said('not_home'));

  const [{ captured_at: at, changes }] = await phone.desk.outbox();
  assert.equal(at, '2026-11-25T03:00:00Z');
  assert.equal(changes.attempts.to[0].arrived_at, at);
  assert.equal(state.value.clock_offset_ms, 0);
});

test('the list says nobody was home, and after undo it is as before', async (t) => {
  await openPage(t);
  await readRound();
  const [before] = round.value.stops[0].rows;
  const people = [{ resident: ZHANG, tasks: before.tasks }];

  const undo = await recordOutcome(HOME, people, said('not_home'));
  await readRound();
  assert.equal(round.value.stops[0].rows[0].state, 'not_home');

  await undo();
  await readRound();

  assert.equal(round.value.stops[0].rows[0].state, before.state);
});

test('a call put off is no try at the door', async (t) => {
  const phone = await openPage(t);

  const put = said('postponed', { next: '2026-12-01', reason: 'weather' });
  await recordOutcome(HOME, [expected(ZHANG, 't1')], put);

  const [{ changes }] = await phone.desk.outbox();
  assert.equal('attempts' in changes, false);
  assert.equal('visit_date' in changes, false);
});

test('a second outcome of the day joins the same visit', async (t) => {
  const phone = await openPage(t);

  await recordOutcome(HOME, [expected(ZHANG, 't1')], said('not_home'));
  await recordOutcome(HOME, [expected(SON)], said('refused', { words: '没空' }));

  const visits = await phone.desk.outbox();
  assert.deepEqual(
    visits.map(({ kind }) => kind),
    ['create', 'patch'],
  );
  assert.equal(visits[0].document, visits[1].document);
  assert.equal(visits[1].changes.visit_items.to.length, 2);
});

const asRow = async () => {
  await readRound();
  return round.value.stops[0].rows.find(({ resident }) => resident === ZHANG);
};
const pageOf = async () => (await bridge().openFolder(ZHANG)).page;

test('who has died is closed in the same moment, and no longer due; undo opens the record again', async (t) => {
  const phone = await openPage(t);
  const { tasks } = await asRow();

  const undo = await recordOutcome(
    HOME,
    [{ resident: ZHANG, tasks }],
    said('died', { day: '2026-11-20' }),
  );

  const outbox = await phone.desk.outbox();
  assert.deepEqual(
    outbox.map(({ form, kind }) => [form, kind]),
    [
      ['visit', 'create'],
      ['record_closure', 'create'],
    ],
  );
  assert.equal(outbox[1].changes.death_date.to, '2026-11-20');
  assert.equal((await pageOf()).status, 'closed');
  assert.equal((await pageOf()).closed.reason, 'died');
  assert.equal(ageCountsTo(await bridge().openFolder(ZHANG)), '2026-11-20');
  assert.equal((await asRow()).state, 'done');

  await undo();

  assert.equal((await pageOf()).status, 'active');
  assert.equal(ageCountsTo(await bridge().openFolder(ZHANG)), TODAY);
  assert.equal((await asRow()).state, 'due');
});

test('a death whose day nobody knows closes the record too, and says so', async (t) => {
  const phone = await openPage(t);

  await recordOutcome(HOME, [expected(ZHANG)], said('died', { day: '2026' }));

  const [visit, closure] = await phone.desk.outbox();
  assert.equal(visit.changes.visit_items.to[0].item_died_on, '2026');
  assert.equal(closure.changes['_absent.death_date'].to, 'unknown');
  assert.equal((await pageOf()).status, 'closed');
  assert.equal(ageCountsTo(await bridge().openFolder(ZHANG)), null);
});

test('who has moved is closed, with where to', async (t) => {
  const phone = await openPage(t);

  await recordOutcome(HOME, [expected(ZHANG)], said('moved', { words: '省城' }));

  const [visit, closure] = await phone.desk.outbox();
  assert.equal(visit.changes.visit_items.to[0].item_moved_to, '省城');
  assert.equal(closure.changes.closure_reason.to, 'moved');
  assert.equal(closure.changes.moved_to.to, '省城');
});

test('who is away rests until back, and is away once however often it is said', async (t) => {
  const phone = await openPage(t);
  const { tasks } = await asRow();
  const people = [{ resident: ZHANG, tasks }];

  await recordOutcome(HOME, people, said('away', { day: '2027-02-01' }));
  await recordOutcome(HOME, people, said('away'));

  const absences = (await phone.desk.outbox()).filter(({ form }) => form === 'absence');
  assert.equal(absences.length, 1);
  assert.equal(absences[0].changes.expected_back.to, '2027-02-01');
  assert.equal((await pageOf()).away.expected_back, '2027-02-01');
  assert.equal((await asRow()).state, 'done');
});

test('what is said after an undo counts, without a signal too', async (t) => {
  await openPage(t);
  const { tasks } = await asRow();
  const people = [{ resident: ZHANG, tasks }];

  const undo = await recordOutcome(HOME, people, said('not_home'));
  await undo();
  await recordOutcome(HOME, people, said('refused', { next: '2026-12-09' }));

  const { state, again } = await asRow();
  assert.deepEqual([state, again], ['refused', '2026-12-09']);
  const { visits } = await bridge().openHousehold(HOME);
  assert.equal(visits[0].retired, null);
  assert.equal(visits[0].body.attempts.length, 1);
  assert.equal(timesNotHome(await bridge().openHousehold(HOME), ZHANG), 0);
});

for (const [outcome, more, state] of [
  ['refused', {}, 'refused'],
  ['postponed', { reason: 'weather' }, 'deferred'],
])
  test(`${outcome} today: the row says so and is behind her, also after sync and restart`, async (t) => {
    const phone = await openPage(t);
    const { tasks } = await asRow();
    // Even of a task that cannot be put off any more.
    const people = [{ resident: ZHANG, tasks: tasks.map((task) => ({ ...task, id: 'x' })) }];

    await recordOutcome(HOME, people, said(outcome, { next: '2026-11-26', ...more }));

    const behindHer = async () => {
      const row = await asRow();
      assert.deepEqual([row.state, row.again], [state, '2026-11-26']);
      assert.equal(nextStop.value, null);
      assert.deepEqual(round.value.left, { households: 0, residents: 0 });
    };
    await behindHer();
    await phone.desk.syncNow();
    await reopen(phone);
    await behindHer();
  });

test('who comes back soon is not called on the day on which they were said to be away', async (t) => {
  await openPage(t);
  const { tasks } = await asRow();

  await recordOutcome(HOME, [{ resident: ZHANG, tasks }], said('away', { day: '2026-12-05' }));

  assert.equal((await asRow()).state, 'done');
  assert.equal(nextStop.value, null);
});

test('what is said of somebody whose folder has not come is kept all the same', async (t) => {
  const phone = await openPage(t);

  await recordOutcome(HOME, [expected(SON)], said('died'));

  const outbox = await phone.desk.outbox();
  assert.deepEqual(
    outbox.map(({ form }) => form),
    ['visit', 'record_closure'],
  );
});

const COLLEAGUE = '01936f00-0000-7000-8000-00000000001e';

/** What was noted of Zhang today comes from the centre, with Wang's own merged into it. */
async function comes(phone, actor, form, body) {
  const by = { actor, at: '2026-11-25T01:00:00Z' };
  const noted = document(naturalId(form, ZHANG, TODAY), form, body, {
    links: { resident: ZHANG },
    finished: { '*': { ...by, operation: '01936f00-0000-7000-8000-00000000002e' } },
    changed: by,
    created_on: TODAY,
  });
  phone.centre.pages = [page([lines.change(ZHANG, noted, 500)], { cursor: 'c2' })];
  await phone.desk.syncNow();
}

test('undo takes back her own word; what a colleague said as well stands', async (t) => {
  const phone = await openPage(t);

  const undo = await recordOutcome(HOME, [expected(ZHANG)], said('moved', { words: '省城' }));
  const body = { closed_on: TODAY, closure_reason: 'moved', moved_to: '省城' };
  await comes(phone, COLLEAGUE, 'record_closure', body);
  const stands = await undo();

  assert.equal(stands, true);
  assert.equal((await pageOf()).status, 'closed');
  await phone.desk.syncNow();
  assert.equal((await pageOf()).status, 'closed');
  // The centre, which knows of each value whose it is, is told of both all the same.
  const undone = phone.centre.operations.filter(({ kind }) => kind === 'retire');
  assert.deepEqual(
    undone.map(({ form, reason }) => [form, reason]),
    [
      ['visit', 'undo'],
      ['record_closure', 'undo'],
    ],
  );
});

test('somebody is away by the word of a colleague, also when her own is taken back', async (t) => {
  const phone = await openPage(t);

  const undo = await recordOutcome(HOME, [expected(ZHANG)], said('away'));
  await comes(phone, COLLEAGUE, 'absence', { away_since: TODAY });

  assert.equal(await undo(), true);
  assert.equal((await pageOf()).away.since, TODAY);
});

test('what one has said alone is gone after undo, when it has come back from the centre too', async (t) => {
  const phone = await openPage(t);

  const undo = await recordOutcome(HOME, [expected(ZHANG)], said('moved'));
  const body = { closed_on: TODAY, closure_reason: 'moved' };
  await comes(phone, WANG.id, 'record_closure', body);
  assert.equal((await pageOf()).status, 'closed');

  assert.equal(await undo(), false);
  assert.equal((await pageOf()).status, 'active');
});

test('the try says that the resident was met once one was served, whoever opened the door', async (t) => {
  await openPage(t);
  const met = async () => {
    const { visits } = await bridge().openHousehold(HOME);
    return visits[0].body.attempts.map(({ person_met }) => person_met);
  };
  await recordOutcome(HOME, [expected(SON)], said('away'));
  await recordOutcome(HOME, [expected(ZHANG, 't1')], said('refused'));
  assert.deepEqual(await met(), ['family']);

  const at = await bridge().openHousehold(HOME);
  const { tasks } = await asRow();
  await bridge().keep([visitKeeping(at, [{ resident: ZHANG, tasks }], 'done')]);
  assert.deepEqual(await met(), ['resident']);

  // A further word of family takes nothing back; nobody at all is a try of its own.
  await recordOutcome(HOME, [expected(SON)], said('refused'));
  await recordOutcome(HOME, [expected(SON)], said('not_home'));
  assert.deepEqual(await met(), ['resident', 'nobody']);
});

/** Today's visit as the centre has it after another phone has changed it. */
async function visitComes(phone, items, more) {
  const body = { planned_date: TODAY, visit_date: TODAY, visit_items: items };
  const visit = document(naturalId('visit', HOME, TODAY), 'visit', body, {
    links: { household: HOME },
    created_on: TODAY,
    ...more,
  });
  phone.centre.pages = [page([lines.change(HOME, visit, 500)], { cursor: 'c2' })];
  // A folder is told of once all that was pulled of it has been looked through.
  const told = new Promise((go) => bridge().on('folder', (of) => of.subject === HOME && go()));
  await phone.desk.syncNow();
  await told;
}

/** How the list says that Zhang stands. */
async function listed() {
  await readRound();
  return round.value.stops[0].rows[0].state;
}

const UNDONE = { retired: { reason: 'undo', actor: WANG.id } };

test('nobody home is said no more once her other phone has taken it back, nor after a start', async (t) => {
  const phone = await openPage(t);
  const before = await listed();
  await recordOutcome(HOME, [expected(ZHANG, 't1')], said('not_home'));
  await phone.desk.syncNow();
  assert.equal(await listed(), 'not_home');

  await visitComes(phone, [], UNDONE);
  assert.equal(await listed(), before);

  await reopen(phone);
  assert.equal(await listed(), before);
});

test('what a colleague made of the visit is what the list says', async (t) => {
  const phone = await openPage(t);
  await recordOutcome(HOME, [expected(ZHANG, 't1')], said('not_home'));
  await phone.desk.syncNow();

  await visitComes(phone, [{ item_resident: ZHANG, item_outcome: 'refused' }]);
  assert.equal(await listed(), 'refused');
});

test('her own word that has not been sent stands over what was taken back', async (t) => {
  const phone = await openPage(t);
  await recordOutcome(HOME, [expected(ZHANG, 't1')], said('not_home'));
  phone.centre.answerOf = () => ({ answer: 'held' });

  await visitComes(phone, [], UNDONE);

  assert.equal(await listed(), 'not_home');
});
