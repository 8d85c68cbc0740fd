// Histories at the desk: a late answer never stands under somebody else's name.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { history, readHistory } from '../../../../pwa/js/stores/desk/residents.js';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** @param {string} resident */
const told = (resident) =>
  Response.json(
    { resident, entries: [], names: {}, more: false },
    { headers: { 'Doorstep-Protocol': '1' } },
  );

test('of two histories that were asked for, the last one is shown, whichever comes first', async () => {
  /** @type {Map<string, (answer: Response) => void>} */
  const waiting = new Map();
  globalThis.fetch = (path) =>
    new Promise((resolve) => waiting.set(String(path).split('/')[3], resolve));

  const first = readHistory('zhang', 'f1');
  const second = readHistory('sun', 'f2');
  waiting.get('sun')?.(told('sun'));
  await second;
  waiting.get('zhang')?.(told('zhang'));
  await first;

  assert.equal(history.value?.resident, 'sun');
  assert.equal(history.value?.document, 'f2');
});
