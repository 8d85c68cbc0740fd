// The bridge: calls are answered, failures have a word, drafts are at most 300 ms behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openBridge } from '../../../pwa/js/worker/bridge.js';
import { answer } from '../../../pwa/js/worker/answers.js';

/** A worker that answers at once from an object of calls. */
function workerOf(calls) {
  const worker = new EventTarget();
  worker.said = [];
  worker.postMessage = ({ call, name, args }) => {
    worker.said.push([name, ...args]);
    void answer(Promise.resolve(calls), name, args).then((said) =>
      worker.say({ call, ...said }),
    );
  };
  worker.say = (data) => worker.dispatchEvent(Object.assign(new Event('message'), { data }));
  worker.terminate = () => worker.said.push(['terminated']);
  return worker;
}
const draft = (value) => ({ document: 'd', form: 'visit', body: { value } });
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test('a failure crosses the bridge as a word, with what its sentence needs', async () => {
  const pause = Object.assign(new Error('pause'), { code: 'pause', detail: { until: 5 } });
  const full = Object.assign(new Error('x'), { name: 'PhoneFull' });
  const bridge = openBridge(
    workerOf({ unlock: () => Promise.reject(pause), keep: () => Promise.reject(full) }),
  );

  await assert.rejects(bridge.unlock('d', '1'), {
    name: 'Trouble',
    code: 'pause',
    detail: { until: 5 },
  });
  await assert.rejects(bridge.keep([]), { code: 'full' });
});

test('of many keys in a row the newest state is written, at most 300 ms later', async () => {
  const worker = workerOf({ putDrafts: async () => true });
  const bridge = openBridge(worker);
  for (let key = 0; key < 30; key += 1) {
    bridge.draft.put(draft(key));
    await wait(15);
  }
  await wait(310);

  const written = worker.said
    .filter(([name]) => name === 'putDrafts')
    .map(([, [one]]) => one.body.value);
  assert.ok(written.length >= 2 && written.length <= 4, String(written.length));
  assert.equal(written.at(-1), 29);
});

test('a draft that the full phone did not take is tried again, and said', async () => {
  let isFull = true;
  const worker = workerOf({ putDrafts: async () => !isFull });
  const bridge = openBridge(worker);
  bridge.draft.put(draft(1));
  await assert.rejects(bridge.draft.flush(), { code: 'full' });

  isFull = false;
  await bridge.draft.flush();

  assert.equal(worker.said.length, 2);
});

test('where the full phone did not take the newest letters, locking keeps them and lets go all the same', async () => {
  const worker = workerOf({ putDrafts: async () => false, letGo: async () => {} });
  const bridge = openBridge(worker);
  bridge.draft.put(draft(1));

  assert.equal(await bridge.lock(), false);

  assert.deepEqual(
    worker.said.map(([name]) => name),
    ['putDrafts', 'letGo'],
  );
  assert.deepEqual(await bridge.draft.get('d', 'visit'), draft(1));
});

test('nothing waits any more once the draft that had no room has become an entry', async () => {
  const worker = workerOf({
    putDrafts: async () => false,
    keep: async () => {},
    letGo: async () => {},
  });
  const bridge = openBridge(worker);
  bridge.draft.put(draft(1));
  await bridge.keep([], { draft: { document: 'd', form: 'visit' } });

  await bridge.draft.flush();
  assert.equal(await bridge.lock(), true);
  assert.deepEqual(worker.said.at(-1), ['terminated']);
});

test('what is typed while its draft becomes an entry is not written after it', async () => {
  let keep;
  const worker = workerOf({
    putDrafts: async () => true,
    keep: () => new Promise((resolve) => (keep = resolve)),
  });
  const bridge = openBridge(worker);
  bridge.draft.put(draft(1));
  const kept = bridge.keep([], { draft: { document: 'd', form: 'visit' } });
  bridge.draft.put(draft(2));
  await bridge.draft.flush();
  await wait(310);

  keep('kept');
  await kept;
  await wait(310);

  assert.deepEqual(
    worker.said.map(([name, [one] = []]) => [name, one?.body.value]),
    [
      ['putDrafts', 1],
      ['keep', undefined],
    ],
  );
});

test('what is typed while its draft fails to become an entry is written all the same', async () => {
  const full = Object.assign(new Error('x'), { name: 'PhoneFull' });
  const worker = workerOf({ putDrafts: async () => true, keep: () => Promise.reject(full) });
  const bridge = openBridge(worker);
  const kept = bridge.keep([], { draft: { document: 'd', form: 'visit' } });
  bridge.draft.put(draft(2));

  await assert.rejects(kept, { code: 'full' });
  await wait(310);

  assert.equal(worker.said.at(-1)[1][0].body.value, 2);
});

test('a draft is kept as an entry also when the phone was too full for the draft', async () => {
  const worker = workerOf({ putDrafts: async () => false, keep: async () => 'kept' });
  const bridge = openBridge(worker);
  bridge.draft.put(draft(1));

  assert.equal(await bridge.keep([], { draft: { document: 'd', form: 'visit' } }), 'kept');
  await wait(310);

  assert.deepEqual(
    worker.said.map(([name]) => name),
    ['putDrafts', 'keep'],
  );
});

test('a draft that is dropped does not come back from what was on its way', async () => {
  const done = [];
  const worker = workerOf({
    putDrafts: () => wait(50).then(() => done.push('put')),
    removeDraft: async () => done.push('removed'),
  });
  const bridge = openBridge(worker);
  bridge.draft.put(draft(1));
  void bridge.draft.flush();

  await bridge.draft.remove('d', 'visit');

  assert.deepEqual(done, ['put', 'removed']);
});

test('locking writes the draft, lets go, and only then ends the worker', async () => {
  const worker = workerOf({ putDrafts: async () => true, letGo: async () => undefined });
  const bridge = openBridge(worker);
  bridge.draft.put(draft(1));

  await bridge.lock();

  assert.deepEqual(
    worker.said.map(([name]) => name),
    ['putDrafts', 'letGo', 'terminated'],
  );
});

test('another tab that asks for the store gets it once the draft is on disk', async () => {
  const worker = workerOf({ putDrafts: async () => true, letGo: async () => undefined });
  const bridge = openBridge(worker);
  bridge.draft.put(draft(1));

  worker.say({ event: 'taking', detail: null });
  await wait(20);

  assert.deepEqual(
    worker.said.map(([name]) => name),
    ['putDrafts', 'letGo'],
  );
});

test('who no longer listens is no longer told', () => {
  const worker = workerOf({});
  const bridge = openBridge(worker);
  const heard = [];
  const end = bridge.on('round', () => heard.push(1));

  worker.say({ event: 'round', detail: null });
  end();
  worker.say({ event: 'round', detail: null });

  assert.equal(heard.length, 1);
});
