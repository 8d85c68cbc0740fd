// Where a value comes from: the centre tells all of it, this phone what it wrote itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { json, WANG, ZHANG } from '../worker/cast.js';
import { LAST, openPage } from './page.js';

const { bridge, formOf } = await import('../../../pwa/js/stores/phone.js');
const { folder, openFolder } = await import('../../../pwa/js/stores/folder.js');
const history = await import('../../../pwa/js/stores/history.js');
const { unitsOf } = await import('../../../pwa/js/forms/units.js');

const FORM = 'hypertension_follow_up';
const pressure = () =>
  unitsOf(formOf(FORM)).find(({ values }) => values.includes('systolic_blood_pressure'));

const entry = (id, kind, from, to, more = {}) => ({
  id,
  document: LAST.id,
  form: FORM,
  kind,
  at: '2026-08-12T02:20:00Z',
  received_at: '2026-08-12T02:21:00Z',
  by: { id: WANG.id, name: WANG.name },
  reason: null,
  changes: [{ part: 'systolic_blood_pressure', from, to, offered: false }],
  ...more,
});

/** Corrects the pressure from 142 to 138, on this phone alone. */
async function correct() {
  await bridge().keep([
    {
      document: LAST.id,
      form: FORM,
      kind: 'patch',
      saw: { body: LAST.body, links: LAST.links },
      body: { ...LAST.body, systolic_blood_pressure: 138 },
      links: LAST.links,
      reason: 'copied_wrong',
    },
  ]);
  await openFolder(ZHANG);
}

test('without a signal a value still shows what was corrected on this phone, and why', async (t) => {
  const phone = await openPage(t);
  await openFolder(ZHANG);
  phone.centre.faults = Array.from({ length: 50 }, () => () => {
    throw new TypeError('Failed to fetch');
  });
  await correct();

  await history.readHistory(ZHANG);

  assert.equal(history.trouble.value, 'signal');
  const [line, ...older] = history.linesOf(LAST, pressure());
  assert.equal(line.held.systolic_blood_pressure, 138);
  assert.equal(line.before.systolic_blood_pressure, 142);
  assert.equal(line.reason, 'copied_wrong');
  assert.equal(line.by.name, WANG.name);
  assert.equal(line.here, true);
  assert.deepEqual(older, []);
  phone.centre.faults = [];
});

test('with a signal a value shows who wrote it, what it replaced and what did not stand', async (t) => {
  const phone = await openPage(t);
  await openFolder(ZHANG);
  const lost = { part: 'systolic_blood_pressure', from: 141, to: 144, offered: true };
  const entries = [
    entry('3', 'patch', 141, 144, { changes: [lost] }),
    entry('2', 'patch', 141, 142, { reason: 'copied_wrong' }),
    entry('1', 'create', null, 141),
    entry('0', 'create', null, 90, { document: 'of another visit' }),
  ];
  phone.centre.faults = [
    (path) => {
      assert.equal(path, `/residents/${ZHANG}/history`);
      return json({ resident: ZHANG, entries, more: false });
    },
  ];

  await history.readHistory(ZHANG);

  assert.equal(history.trouble.value, null);
  const lines = history.linesOf(LAST, pressure());
  assert.deepEqual(
    lines.map(({ held, offered }) => [held.systolic_blood_pressure, offered]),
    [
      [144, true],
      [142, false],
      [141, false],
    ],
  );
});

test("an entry that the centre has told is not listed a second time as this phone's", async (t) => {
  const phone = await openPage(t);
  await openFolder(ZHANG);
  phone.centre.faults = Array.from({ length: 50 }, () => () => {
    throw new TypeError('Failed to fetch');
  });
  await correct();
  const [{ operation }] = folder.value.pending;
  phone.centre.faults = [
    () =>
      json({ resident: ZHANG, entries: [entry(operation, 'patch', 142, 138)], more: false }),
  ];

  await history.readHistory(ZHANG);

  assert.deepEqual(
    history.linesOf(LAST, pressure()).map(({ id, here }) => [id, here]),
    [[operation, false]],
  );
});
