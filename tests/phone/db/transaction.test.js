// One transaction: all of it or nothing, and said to be done only when it is.
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';

import { addEntries, CountMoved, readOutbox } from '../../../pwa/js/db/entries.js';
import { foldIndex, readIndex } from '../../../pwa/js/db/index.js';
import { readMeta } from '../../../pwa/js/db/meta.js';
import { openStore } from '../../../pwa/js/db/open.js';
import { write } from '../../../pwa/js/db/transaction.js';

const bytes = Uint8Array.of(1);
const row = (seq) => ({
  seq,
  state: 'waiting',
  box: bytes,
  letter: bytes,
  operation: String(seq),
});
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test('what fails in the middle leaves nothing of itself', async () => {
  const db = await openStore('d');

  const failing = write(db, ['drafts'], 'relaxed', async (writing) => {
    await writing.objectStore('drafts').put({ id: 'a', box: bytes });
    throw new RangeError('no');
  });

  await assert.rejects(failing, RangeError);
  assert.equal(await db.count('drafts'), 0);
});

test('an abort after every request has succeeded is a failure', async () => {
  const db = await openStore('d');

  const aborted = write(db, ['drafts'], 'relaxed', async (writing) => {
    await writing.objectStore('drafts').put({ id: 'a', box: bytes });
    writing.abort();
  });

  await assert.rejects(aborted);
  assert.equal(await db.count('drafts'), 0);
});

test('an entry, its number and the end of its draft are one', async () => {
  const db = await openStore('d');
  await db.put('drafts', { id: 'a', box: bytes });
  const before = { seq: 0, open: 0 };

  await addEntries(db, { rows: [row(1)], before, after: { seq: 1, open: 1 }, drafts: ['a'] });

  assert.equal((await readOutbox(db)).length, 1);
  assert.equal((await readMeta(db)).count.seq, 1);
  assert.equal(await db.count('drafts'), 0);
});

test('a number that is taken is refused with the one that stands', async () => {
  const db = await openStore('d');
  const before = { seq: 0, open: 0 };
  await addEntries(db, { rows: [row(1)], before, after: { seq: 1, open: 1 } });

  const again = addEntries(db, { rows: [row(1)], before, after: { seq: 1, open: 1 } });

  await assert.rejects(again, (error) => error instanceof CountMoved && error.count.seq === 1);
  assert.equal((await readOutbox(db)).length, 1);
});

test('a fold replaces base and deltas at once, and keeps what has come since', async () => {
  const db = await openStore('d');
  for (const id of [0, 1, 2, 3]) await db.put('index', { id, box: bytes });

  await foldIndex(db, { id: 0, box: Uint8Array.of(9) }, 2);

  assert.deepEqual(
    (await readIndex(db)).map(({ id, box }) => [id, box[0]]),
    [
      [0, 9],
      [3, 1],
    ],
  );
});

test('an app that is older than its store says so and deletes nothing', async () => {
  const newer = await openDB('doorstep.d', 9, {
    upgrade: (db) => db.createObjectStore('outbox'),
  });
  newer.close();

  await assert.rejects(openStore('d'), { name: 'StoreNewer' });

  assert.equal((await indexedDB.databases())[0].version, 9);
});

test('an old tab lets go when a newer one wants the store', async () => {
  let stale = false;
  await openStore('d', () => {
    stale = true;
  });

  const newer = await openDB('doorstep.d', 2);

  assert.equal(stale, true);
  assert.equal(newer.version, 2);
  newer.close();
});
