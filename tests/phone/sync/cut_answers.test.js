// Answers that are cut off, and those of a proxy before the centre: what was sent is sent again.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { followUp, Phone } from '../worker/cast.js';
import { html, pushed, saved } from './unsent.js';

for (const [what, cut] of [
  ['in the middle', (said) => said.slice(0, 40)],
  ['before anything', () => ''],
  ['to nothing', () => 'null'],
  ['by one answer', (said) => JSON.stringify({ ...JSON.parse(said), answers: [] })],
]) {
  test(`an answer to a push that was cut ${what} is none, and what was sent is sent again`, async (t) => {
    const { phone, operations } = await saved(t);
    phone.centre.faults = [
      (path, request) =>
        new Response(cut(JSON.stringify(phone.centre.push(request))), {
          headers: { 'Doorstep-Protocol': '1', 'content-type': 'application/json' },
        }),
    ];
    await phone.desk.syncNow();
    const { trouble, safe } = await phone.desk.state();
    assert.deepEqual([trouble, safe], ['cut', false]);

    await phone.desk.syncNow();

    assert.deepEqual(pushed(phone), [...operations, ...operations]);
    assert.equal((await phone.desk.state()).safe, true);
  });
}

test('a proxy that has too much to do asks for time, and wants no login', async (t) => {
  const { phone } = await saved(t);
  const full = { status: 429, headers: { 'content-type': 'text/html', 'Retry-After': '60' } };
  phone.centre.faults = [() => new Response('<html>…</html>', full)];

  await phone.desk.syncNow();

  const { trouble, next_try_at: next } = await phone.desk.state();
  assert.equal(trouble, 'busy');
  assert.ok(next - Date.now() > 55_000);
});

test('what a proxy finds too large is sent in halves', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  await phone.desk.syncNow();
  phone.centre.operations = [];
  const { operations } = await phone.desk.keep([followUp(), followUp({ heart_rate: 72 })]);
  phone.centre.faults = [() => html(413)];

  await phone.desk.syncNow();

  assert.ok(operations.length > 1);
  assert.deepEqual(pushed(phone), operations);
  assert.equal((await phone.desk.state()).safe, true);
});
