// What lies on the phone: unreadable, all or nothing, and with room for the last entry.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openDB } from 'idb';

import { bodyOf, followUp, lines, page, Phone, PIN, seeList, zhang, ZHANG } from './cast.js';

const NEEDLE = '青霉素过敏史针';

/** Every value of every database, as bytes that a reader of the disk would find. */
async function everything() {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await openDB(name);
    for (const store of db.objectStoreNames) {
      if (name !== 'doorstep.ballast')
        found.push(...(await db.getAll(store)), ...(await db.getAllKeys(store)));
    }
    db.close();
  }
  return Buffer.concat(found.map(bytesIn)).toString('latin1');
}

/** @param {any} value @returns {Buffer} */
function bytesIn(value) {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (Array.isArray(value)) return Buffer.concat(value.map(bytesIn));
  if (value && typeof value === 'object')
    return Buffer.concat(Object.entries(value).flat().map(bytesIn));
  return Buffer.from(String(value));
}

const latin = (text) => Buffer.from(text).toString('latin1');

/** Kills the app in the middle of a transaction on somebody's store: after so many requests. */
function killAfter(t, requests) {
  const names = ['put', 'add', 'delete'];
  const originals = names.map((name) => IDBObjectStore.prototype[name]);
  let left = requests;
  for (const [at, name] of names.entries()) {
    IDBObjectStore.prototype[name] = function die(...args) {
      const request = originals[at].apply(this, args);
      // What is set aside in the background is no part of what is saved.
      if (this.transaction.db.name === 'doorstep.ballast') return request;
      if (left === 0) request.addEventListener('success', () => this.transaction.abort());
      left -= 1;
      return request;
    };
  }
  const revive = () => {
    for (const [at, name] of names.entries()) IDBObjectStore.prototype[name] = originals[at];
  };
  t.after(revive);
  return revive;
}

/** A full phone: every request succeeds, then the transaction is aborted. */
function fillUp(t, { until = () => false } = {}) {
  const { put, add } = IDBObjectStore.prototype;
  const full = (original) =>
    function refuse(...args) {
      const request = original.apply(this, args);
      if (!until()) {
        const { transaction } = this;
        Object.defineProperty(transaction, 'error', {
          get: () => new DOMException('full', 'QuotaExceededError'),
        });
        request.addEventListener('success', () => transaction.abort());
      }
      return request;
    };
  Object.assign(IDBObjectStore.prototype, { put: full(put), add: full(add) });
  t.after(() => Object.assign(IDBObjectStore.prototype, { put, add }));
}

test('nothing of a resident, an entry or a draft can be read on the disk', async (t) => {
  const phone = new Phone(t);
  phone.centre.pages = [
    page([
      lines.scope(),
      lines.resident(zhang({ body: { ...zhang().body, current_address: NEEDLE } }), {
        archived: [zhang({ id: ZHANG.replace('a1', 'a2'), body: { name: NEEDLE } })],
      }),
    ]),
  ];
  await phone.enrol();
  const before = await phone.desk.openFolder(ZHANG);
  // The needle is there, for who has the key.
  assert.equal(before.resident.body.current_address, NEEDLE);
  phone.centre.faults = Array.from({ length: 9 }, () => () => {
    throw new TypeError('Failed to fetch');
  });
  await phone.desk.keep([followUp({ other_sign: NEEDLE, visit_note: NEEDLE })]);
  await phone.desk.putDrafts([
    {
      document: ZHANG,
      form: 'visit',
      subject: ZHANG,
      name: NEEDLE,
      kept_at: '',
      version: 1,
      kind: 'create',
      saw: { body: {}, links: {} },
      body: { visit_note: NEEDLE },
      links: {},
    },
  ]);

  const disk = await everything();

  assert.ok(disk.includes(phone.device), 'the search itself finds what is not sealed');
  for (const secret of [
    NEEDLE,
    '张桂芳',
    '14200000001',
    '329901195903080023',
    'mental_health',
    PIN,
  ]) {
    assert.ok(!disk.includes(latin(secret)), secret);
    assert.ok(!disk.includes(Buffer.from(secret, 'utf16le').toString('latin1')), secret);
    assert.ok(!disk.includes(Buffer.from(secret).toString('base64').slice(0, -4)), secret);
  }
});

test('two folders that were swapped on the disk are both refused', async (t) => {
  const other = ZHANG.replace('a1', 'a2');
  const phone = new Phone(t);
  phone.centre.pages = [
    page([lines.scope(), lines.resident(zhang()), lines.resident(zhang({ id: other }))]),
  ];
  await phone.enrol();
  await phone.desk.letGo();
  const db = await openDB(`doorstep.${phone.device}`);
  const [first, second] = await db.getAll('folders');
  await db.put('folders', { ...first, box: second.box });
  await db.put('folders', { ...second, box: first.box });
  db.close();
  await phone.start();
  await phone.desk.unlock(phone.device, PIN);

  await assert.rejects(phone.desk.openFolder(ZHANG), { name: 'BrokenSeal' });
  await assert.rejects(phone.desk.openFolder(other), { name: 'BrokenSeal' });
});

test('killed at any step of saving: the entry is there whole with its draft gone, or not at all', async (t) => {
  for (let requests = 0; ; requests += 1) {
    const phone = new Phone(t);
    await phone.enrol();
    await phone.desk.listDrafts();
    await phone.desk.syncNow();
    await phone.desk.putDrafts([
      {
        document: ZHANG,
        form: 'hypertension_follow_up',
        subject: ZHANG,
        name: null,
        kept_at: '',
        version: 1,
        kind: 'create',
        saw: { body: {}, links: {} },
        body: {},
        links: {},
      },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const revive = killAfter(t, requests);
    let saved = true;
    const draft = { document: ZHANG, form: 'hypertension_follow_up' };
    await phone.desk.keep([followUp()], { draft }).catch(() => {
      saved = false;
    });
    revive();

    await phone.restart();

    const entries = await phone.desk.outbox();
    assert.equal(entries.length > 0, saved, `after ${requests} requests`);
    assert.equal((await phone.desk.listDrafts()).length, saved ? 0 : 1);
    const { seqs } = await phone.desk.keep([followUp({ heart_rate: 70 })]);
    assert.equal(seqs[0], entries.length + 1);
    await phone.desk.letGo();
    if (saved) return assert.ok(requests >= 4);
  }
});

test('killed at any step of a pull: rows, index and cursor are all there or none is', async (t) => {
  for (let requests = 0; ; requests += 1) {
    const phone = new Phone(t);
    await phone.enrol();
    const revive = killAfter(t, requests);
    const newer = zhang({ rev: 2, body: { ...zhang().body, name: '张桂芬' } });
    phone.centre.pages = [
      page([lines.change(ZHANG, newer, 200), lines.index(newer, 200, [ZHANG])], {
        cursor: 'c2',
      }),
    ];
    let filed = true;
    await phone.desk.syncNow().catch(() => {
      filed = false;
    });
    revive();

    await phone.restart();

    const name = filed ? '张桂芬' : '张桂芳';
    assert.equal((await phone.desk.openFolder(ZHANG)).resident.body.name, name);
    assert.equal((await phone.desk.search(name))[0]?.resident, ZHANG);
    phone.centre.asked = [];
    let cursor;
    phone.centre.faults = Array.from({ length: 4 }, () => (path, request) => {
      if (path === '/sync/pull') cursor ??= bodyOf(request).cursor;
    });
    await phone.desk.syncNow();
    assert.equal(cursor, filed ? 'c2' : 'c1');
    await phone.desk.letGo();
    if (filed) return assert.ok(requests >= 3);
  }
});

test('on a full phone the ballast goes first, and the entry is kept', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  await phone.desk.syncNow();
  await seeList(phone);
  while (!(await indexedDB.databases()).some(({ name }) => name === 'doorstep.ballast'))
    await new Promise((resolve) => setImmediate(resolve));
  let hasRoom = false;
  fillUp(t, { until: () => hasRoom });
  const drop = indexedDB.deleteDatabase.bind(indexedDB);
  indexedDB.deleteDatabase = (name) => {
    hasRoom = name === 'doorstep.ballast';
    return drop(name);
  };

  const { seqs } = await phone.desk.keep([followUp()]);

  assert.equal(seqs[0], 1);
  assert.equal((await phone.desk.state()).full, true);
  assert.ok((await phone.desk.outbox()).length >= 1);
});

test('when nothing helps it says so, keeps nothing half and takes no number', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  fillUp(t);

  await assert.rejects(phone.desk.keep([followUp()]), { name: 'PhoneFull' });

  assert.equal((await phone.desk.outbox()).length, 0);
  assert.equal((await phone.desk.round()).stops[0].rows[0].done.length, 0);
});

test('a number that another tab has taken meanwhile is not used twice', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  const db = await openDB(`doorstep.${phone.device}`);
  await db.put('meta', { key: 'count', value: { seq: 7, open: 0 } });
  db.close();

  const { seqs } = await phone.desk.keep([followUp()]);

  assert.equal(seqs[0], 8);
});

test('what was opened and saved unchanged is no operation', async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  const { resident } = await phone.desk.openFolder(ZHANG);
  const saw = { body: resident.body, links: resident.links };

  const kept = await phone.desk.keep([
    {
      document: ZHANG,
      form: 'resident_basic',
      kind: 'patch',
      saw,
      body: { ...saw.body },
      links: saw.links,
    },
  ]);

  assert.deepEqual(kept.operations, []);
  assert.equal((await phone.desk.state()).safe, true);
});
