// A newer version that waits: it takes over at a cold start, and later only when somebody says so.
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

const reload = mock.fn();
globalThis.self ??= /** @type {any} */ (globalThis);
globalThis.location = /** @type {any} */ ({ reload });
globalThis.document = /** @type {any} */ (new EventTarget());

/** The browser's side: a version lies ready, and takes over when `change` says so. */
class Container extends EventTarget {
  controller = {};
  asked = /** @type {string[]} */ ([]);

  async register() {
    const waiting = { postMessage: (/** @type {string} */ said) => this.asked.push(said) };
    this.registration = Object.assign(new EventTarget(), { waiting });
    return this.registration;
  }

  change() {
    this.registration.waiting = null;
    this.dispatchEvent(new Event('controllerchange'));
  }
}

/** Each start of the app begins with a module of its own. */
let starts = 0;

async function start() {
  const update = await import(`../../../pwa/js/stores/app_update.js?start=${(starts += 1)}`);
  const container = new Container();
  await update.watchForUpdates(/** @type {any} */ (container));
  return { container, update };
}

beforeEach(() => {
  reload.mock.resetCalls();
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

test('a version that lies ready at a cold start takes over at once', async () => {
  const { container, update } = await start();

  container.change();

  assert.deepEqual(container.asked, ['take_over']);
  assert.equal(reload.mock.callCount(), 1);
  assert.equal(update.offered.value, false);
});

test('one that takes over only minutes later reloads nothing under the hands of who types', async () => {
  const { container, update } = await start();
  mock.timers.tick(3000);
  assert.equal(update.offered.value, true);
  assert.equal(update.heldBack.value, true);

  container.change();

  assert.equal(reload.mock.callCount(), 0);
  assert.equal(update.offered.value, true);
});
