// What the line, the centre and the phone's death may do to a sync: nothing is lost, nothing half.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import {
  AREA,
  bodyOf,
  care,
  FEED,
  FOLLOW_UP,
  followUp,
  lines,
  ndjson,
  page,
  zhang,
  ZHANG,
} from '../worker/cast.js';
import { html, pushed, saved } from './unsent.js';

const noSignal = () => {
  throw new TypeError('Failed to fetch');
};
const problem = (status, type = 'about:blank', headers = {}) =>
  new Response(JSON.stringify({ type, title: 'x', status }), {
    status,
    headers: {
      'Doorstep-Protocol': '1',
      'content-type': 'application/problem+json',
      ...headers,
    },
  });

test('an operation whose answer was lost is sent again, under the same id', async (t) => {
  const { phone, operations } = await saved(t);
  phone.centre.faults = [(path, request) => (phone.centre.push(request), noSignal())];
  await phone.desk.syncNow();
  assert.equal((await phone.desk.state()).safe, false);

  await phone.desk.syncNow();

  assert.deepEqual(pushed(phone), [...operations, ...operations]);
  assert.equal((await phone.desk.state()).safe, true);
});

test('a page that was cut off is not filed, and its cursor is not taken', async (t) => {
  const { phone } = await saved(t);
  await phone.desk.syncNow();
  const newer = zhang({ rev: 2 });
  const whole = page([lines.change(ZHANG, newer, 200)], { cursor: 'c2' });
  const cut = whole.split('\n').slice(0, 2).join('\n');
  phone.centre.faults = [
    () => ndjson(cut),
    (_, request) => (assert.equal(bodyOf(request).cursor, 'c1'), undefined),
  ];

  await phone.desk.syncNow();
  const { trouble } = await phone.desk.state();
  await phone.desk.syncNow();

  assert.equal(trouble, 'cut');
  assert.equal((await phone.desk.openFolder(ZHANG)).resident.rev, 1);
});

test('the page of a captive portal is no answer, whatever its status', async (t) => {
  const { phone } = await saved(t);
  const portal = () =>
    new Response('<html>Wi-Fi</html>', { headers: { 'content-type': 'text/html' } });
  phone.centre.faults = [portal];

  await phone.desk.syncNow();

  const state = await phone.desk.state();
  assert.equal(state.trouble, 'portal');
  assert.equal(state.reached, false);
  assert.equal(state.safe, false);
});

for (const [page, trouble] of [
  [() => html(502), 'away'],
  [() => new Response('upstream timed out', { status: 504 }), 'away'],
  // By its own word somebody else's door: a login is wanted (RFC 6585).
  [() => html(511), 'portal'],
  [() => html(404), 'portal'],
]) {
  test(`who answers ${page().status} in the centre's stead is told apart: ${trouble}`, async (t) => {
    const { phone } = await saved(t);
    phone.centre.faults = [page];

    await phone.desk.syncNow();

    const state = await phone.desk.state();
    assert.equal(state.trouble, trouble);
    assert.equal(state.reached, false);
    assert.equal(state.safe, false);
  });
}

test('a session that has ended is opened again by signing, and nothing is lost', async (t) => {
  const { phone, operations } = await saved(t);
  phone.centre.faults = [() => problem(401)];
  phone.centre.asked = [];

  await phone.desk.syncNow();

  assert.deepEqual(pushed(phone), operations);
  assert.equal(phone.centre.asked.filter((one) => one.endsWith('/session')).length, 1);
});

test('a revoked phone drops what can be read and keeps what was not sent for the centre', async (t) => {
  const { phone } = await saved(t);
  phone.centre.faults = [
    () => problem(403, 'https://doorstep.invalid/problems/device-revoked'),
  ];

  await phone.desk.syncNow().catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));

  assert.deepEqual(phone.events.at(-1), ['locked', { reason: 'revoked' }]);
  await assert.rejects(phone.desk.unlock(phone.device, '258036'), { code: 'cache_dropped' });
  const capsule = await (await phone.desk.capsule(phone.device)).text();
  assert.equal(JSON.parse(capsule.split('\n')[0]).entries, 1);
});

test('a 403 for any other reason wipes nothing', async (t) => {
  const { phone } = await saved(t);
  phone.centre.faults = [() => problem(403)];

  await phone.desk.syncNow();

  assert.equal((await phone.desk.openFolder(ZHANG)).resident.id, ZHANG);
});

test('a busy centre is given the time that it asks for', async (t) => {
  const { phone } = await saved(t);
  phone.centre.faults = [() => problem(503, 'about:blank', { 'retry-after': '120' })];

  await phone.desk.syncNow();

  const { next_try_at, trouble } = await phone.desk.state();
  assert.equal(trouble, 'busy');
  assert.ok(next_try_at - Date.now() >= 119_000);
});

test('an app that is too old is told to update, and keeps its outbox', async (t) => {
  const { phone } = await saved(t);
  phone.centre.faults = [() => problem(426)];

  await phone.desk.syncNow();

  assert.ok(phone.events.some(([name]) => name === 'update'));
  assert.equal((await phone.desk.outbox()).length, 1);
});

test('one operation that no batch may hold blocks none of the others', async (t) => {
  const { phone } = await saved(t);
  for (const at of [1, 2, 3, 4]) {
    const document = `01936f00-0000-7000-8000-0000000000e${at}`;
    await phone.desk.keep([
      followUp({ visit_date: undefined }, { document, finish: undefined }),
    ]);
  }
  const bad = (await phone.desk.outbox())[2].operation;
  phone.centre.faults = Array.from({ length: 20 }, () => (path, request) => {
    if (!path.endsWith('/push')) return undefined;
    return gunzipSync(request.body).includes(bad) ? problem(422) : undefined;
  });
  await phone.desk.syncNow();

  assert.equal(new Set(pushed(phone)).size, 4);
  const [entry] = await phone.desk.needsAttention();
  assert.equal(entry.operation, bad);
});

test('what is rejected stays, with its reason, until another operation mends it', async (t) => {
  const { phone, operations } = await saved(t);
  const errors = [{ field: 'systolic_blood_pressure', code: 'max' }];
  const { answerOf } = phone.centre;
  phone.centre.answerOf = () => ({ answer: 'rejected', errors, feed: null, number: null });
  await phone.desk.syncNow();
  assert.deepEqual((await phone.desk.needsAttention())[0].errors, errors);
  assert.equal((await phone.desk.state()).safe, false);

  phone.centre.answerOf = answerOf;
  await phone.desk.keep([
    followUp({ systolic_blood_pressure: 141 }, { replaces: operations[0] }),
  ]);
  assert.equal((await phone.desk.needsAttention()).length, 0);
  await phone.desk.syncNow();

  const state = await phone.desk.state();
  assert.equal(state.attention, 0);
  assert.equal(state.safe, true);
  assert.equal((await phone.desk.outbox()).length, 0);
});

test('one value put right of a record that was refused whole: all of it is sent again', async (t) => {
  const { phone, operations } = await saved(t);
  const [refused] = await phone.desk.outbox();
  phone.centre.answerOf = () => ({ answer: 'rejected', errors: [], feed: null, number: null });
  await phone.desk.syncNow();
  const [{ changes }] = phone.centre.operations;
  const { document } = refused;
  const { body, links } = (await phone.desk.openFolder(ZHANG)).documents.find(
    ({ id }) => id === document,
  );

  await phone.desk.keep([
    {
      document,
      form: 'hypertension_follow_up',
      kind: 'patch',
      saw: { body, links },
      body: { ...body, systolic_blood_pressure: 141 },
      links,
      replaces: operations[0],
    },
  ]);
  await phone.desk.syncNow();

  const sent = phone.centre.operations.at(-1);
  assert.equal(sent.kind, 'create');
  assert.equal(sent.finish, true);
  assert.deepEqual(sent.changes.systolic_blood_pressure, { from: null, to: 141 });
  assert.deepEqual(Object.keys(sent.changes).sort(), Object.keys(changes).sort());
});

test('what is held is at the centre, waiting: not safe, not lost, offered again', async (t) => {
  const { phone } = await saved(t);
  const { answerOf } = phone.centre;
  phone.centre.answerOf = () => ({ answer: 'held', feed: null, number: null });
  await phone.desk.syncNow();
  assert.equal((await phone.desk.outbox())[0].state, 'held');
  assert.equal((await phone.desk.state()).safe, false);

  phone.centre.answerOf = answerOf;
  await phone.restart();
  await phone.desk.syncNow();

  assert.equal((await phone.desk.state()).safe, true);
});

test('what waited for an entry that is taken now is offered again in the same sync', async (t) => {
  const { phone } = await saved(t);
  const { answerOf } = phone.centre;
  phone.centre.answerOf = () => ({ answer: 'held', feed: null, number: null });
  await phone.desk.syncNow();
  phone.centre.answerOf = answerOf;
  await phone.desk.syncNow();
  assert.equal((await phone.desk.state()).safe, false, 'nothing was taken meanwhile');

  await phone.desk.keep([followUp({ visit_date: '2026-11-24' })]);
  await phone.desk.syncNow();

  assert.equal((await phone.desk.state()).safe, true);
});

test('between the answer and the pull the screen does not jump back', async (t) => {
  const { phone } = await saved(t);
  phone.centre.faults = [undefined, noSignal];
  await phone.desk.syncNow();
  await phone.restart();

  const folder = await phone.desk.openFolder(ZHANG);

  assert.equal((await phone.desk.state()).safe, true);
  assert.ok(folder.documents.some(({ id }) => id === FOLLOW_UP));
});

test('after a restore of the centre the outbox and the last 30 days are offered again', async (t) => {
  const { phone, operations } = await saved(t);
  await phone.desk.syncNow();
  assert.equal((await phone.desk.outbox()).length, 0);
  phone.centre.generation = 'g2';
  const renamed = zhang({ body: { ...zhang().body, name: '张桂芬' } });
  const restored = page([lines.scope(), lines.snapshot(FEED), lines.resident(renamed)], {
    cursor: 'c9',
    generation: 'g2',
  });
  // The first answer tells of the restore and is not filed.
  phone.centre.pages = [restored, restored];
  phone.centre.operations = [];

  await phone.desk.syncNow();

  assert.deepEqual(pushed(phone), operations);
  const { resident, household } = await phone.desk.openFolder(ZHANG);
  assert.equal(resident.body.name, '张桂芬');
  // The household was not in the new snapshot: it is no more.
  assert.equal(household, null);
});

test('where the centre was put back without a word, what it has forgotten is offered in the same sync', async (t) => {
  const { phone, operations } = await saved(t);
  await phone.desk.syncNow();
  const end = { cursor: 'c9', put_back: true };
  phone.centre.pages = [page([lines.snapshot(FEED), lines.resident(zhang())], end)];
  phone.centre.operations = [];

  await phone.desk.syncNow();
  assert.deepEqual(pushed(phone), operations);

  await phone.desk.syncNow();
  assert.deepEqual(pushed(phone), operations);
});

test('another generation of the answer is followed to the end in one sync', async (t) => {
  const { phone } = await saved(t);
  await phone.desk.syncNow();
  const other = page([lines.scope(), lines.snapshot(FEED), lines.resident(zhang())], {
    cursor: 'c9',
    generation: 'g2',
  });
  phone.centre.pages = [other, other];

  await phone.desk.syncNow();

  assert.equal((await phone.desk.state()).trouble, null);
  assert.ok(phone.centre.operations.length >= 2);
});

test('a village that is no longer in scope leaves no row behind', async (t) => {
  const { phone } = await saved(t);
  await phone.desk.syncNow();
  phone.centre.pages = [page([lines.drop(FEED)], { cursor: 'c2' })];

  await phone.desk.syncNow();

  assert.equal((await phone.desk.round()).residents, 0);
  assert.equal((await phone.desk.search('张')).length, 0);
  assert.equal((await phone.desk.openFolder(ZHANG)).resident, null);
});

test('gone removes only what came from that feed, and has not changed since', async (t) => {
  const { phone } = await saved(t);
  await phone.desk.syncNow();
  const other = `${AREA.slice(0, -1)}2|record`;
  const feeds = {
    [FEED]: { area: AREA, lane: 'record' },
    [other]: { area: AREA, lane: 'record' },
  };
  const [, before] = care();
  phone.centre.pages = [
    page([lines.scope(feeds), lines.change(ZHANG, { ...before, rev: 2 }, 5, other)], {
      cursor: 'c2',
    }),
    page([lines.gone(ZHANG, before.id, 201, 1), lines.gone(ZHANG, care()[0].id, 202, 1)], {
      cursor: 'c3',
    }),
  ];

  await phone.desk.syncNow();
  await phone.desk.syncNow();

  const { documents } = await phone.desk.openFolder(ZHANG);
  assert.ok(documents.some(({ id }) => id === before.id));
  assert.ok(!documents.some(({ id }) => id === care()[0].id));
});

test('a row gives way only to a higher rev', async (t) => {
  const { phone } = await saved(t);
  await phone.desk.syncNow();
  const named = (name, rev) => zhang({ rev, body: { ...zhang().body, name } });
  phone.centre.pages = [
    page([lines.change(ZHANG, named('张三', 5), 200)], { cursor: 'c2' }),
    page([lines.change(ZHANG, named('张二', 4), 201)], { cursor: 'c3' }),
  ];

  await phone.desk.syncNow();
  await phone.desk.syncNow();

  assert.equal((await phone.desk.openFolder(ZHANG)).resident.body.name, '张三');
});

test('what is no longer current moves into an archive row, and comes back from it', async (t) => {
  const { phone } = await saved(t);
  await phone.desk.syncNow();
  const [enrolment, spring] = care();
  const index = (current, number) => lines.index(zhang(), number, current, { others: care() });
  phone.centre.pages = [page([index([ZHANG, enrolment.id], 300)], { cursor: 'c2' })];
  await phone.desk.syncNow();
  assert.ok(!(await phone.desk.openFolder(ZHANG)).documents.some(({ id }) => id === spring.id));
  assert.deepEqual(
    (await phone.desk.archives(ZHANG)).map(({ id }) => id),
    [spring.id],
  );

  phone.centre.pages = [page([index([ZHANG, enrolment.id, spring.id], 301)], { cursor: 'c3' })];
  await phone.desk.syncNow();

  assert.ok((await phone.desk.openFolder(ZHANG)).documents.some(({ id }) => id === spring.id));
});

test('a second village arrives whole, though nothing changes there', async (t) => {
  const { phone } = await saved(t);
  await phone.desk.syncNow();
  const other = '32990110020102|record';
  const feeds = {
    [FEED]: { area: AREA, lane: 'record' },
    [other]: { area: '32990110020102', lane: 'record' },
  };
  const people = Array.from({ length: 30 }, (_, at) =>
    zhang({ id: `01936f00-0000-7000-8000-1000000000${10 + at}` }),
  );
  const all = people.map((one) => lines.resident(one, { feed: other, household: null }));
  phone.centre.pages = [
    page([lines.scope(feeds), ...all.slice(0, 20)], { cursor: 'c2', more: true }),
    page(all.slice(20), { cursor: 'c3' }),
  ];

  await phone.desk.syncNow();

  assert.equal((await phone.desk.state()).loaded.residents, 31);
  await phone.restart();
  assert.equal((await phone.desk.search('张桂芳', { limit: 99 })).length, 31);
});

test('opened folders are told once, folded by the hour', async (t) => {
  const { phone } = await saved(t);
  await phone.desk.openFolder(ZHANG);
  await phone.desk.openFolder(ZHANG);

  await phone.desk.syncNow();
  await phone.desk.syncNow();

  assert.equal(phone.centre.reads.length, 1);
  assert.equal(phone.centre.reads[0].resident, ZHANG);
  assert.match(phone.centre.reads[0].hour, /^\d{4}-\d\d-\d\dT\d\d:00:00Z$/);
});

test('a number that a copy of this phone has used is not used again', async (t) => {
  const { phone } = await saved(t);
  const push = phone.centre.push.bind(phone.centre);
  phone.centre.push = (request) => ({ ...push(request), highest_seq: 40 });
  await phone.desk.syncNow();

  const { seqs } = await phone.desk.keep([followUp({ heart_rate: 70 })]);

  assert.equal(seqs[0], 41);
});
