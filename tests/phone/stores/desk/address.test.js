// The desk's address holds view and selection, so that Back and a bookmark work, and never a name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  HOME,
  readAddress,
  selectedAbove,
  VIEWS,
  writeAddress,
} from '../../../../pwa/js/stores/desk/address.js';

const DOCTOR = '01930000-0000-7000-8000-0000000000a1';

test('a supervisor who opens the desk sees the board of this week', () => {
  assert.deepEqual(readAddress('#/desk'), HOME);
  assert.equal(writeAddress(HOME), '#/desk/board');
});

test('a doctor’s late tasks of the month can be bookmarked', () => {
  const address = {
    view: 'board',
    selection: ['doctor', DOCTOR],
    period: 'month',
    state: 'missed',
    by: 'doctor',
  };

  const written = writeAddress(address);

  assert.equal(written, `#/desk/board/doctor/${DOCTOR}?period=month&state=missed`);
  assert.deepEqual(readAddress(written), address);
});

test('what makes no sense in an address is left out', () => {
  const read = readAddress('#/desk/nowhere/张桂芳/..?period=century&by=name');

  assert.deepEqual(read, HOME);
});

test('a task closes to the list that it was opened from, a list to the board', () => {
  const above = (view, ...selection) => selectedAbove({ view, selection });

  assert.deepEqual(above('board', 'urgent', 't'), ['urgent']);
  assert.deepEqual(above('board', 'urgent'), []);
  assert.deepEqual(above('board', 'doctor', DOCTOR, 't'), ['doctor', DOCTOR]);
  assert.deepEqual(above('board', 'doctor', DOCTOR), []);
  assert.deepEqual(above('find', 'r'), []);
});

test('every address is read as it was written', () => {
  const addresses = fc.record(
    {
      view: fc.constantFrom(...VIEWS),
      selection: fc.array(fc.constantFrom('doctor', 'grid', 'urgent', DOCTOR), {
        maxLength: 3,
      }),
      period: fc.constantFrom('day', 'week', 'month'),
      state: fc.constantFrom('', 'missed', 'done'),
      by: fc.constantFrom('doctor', 'grid'),
    },
    // A plain object, as readAddress gives one: deepEqual tells them apart.
    { noNullPrototype: true },
  );

  fc.assert(
    fc.property(addresses, (address) => {
      assert.deepEqual(readAddress(writeAddress(address)), address);
    }),
  );
});
