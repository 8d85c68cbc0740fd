// A newer version of the app: noticed, offered, and taken over when the person says so.
import { signal } from '@preact/signals';
import { ownScript } from './own_script.js';
import { bridge } from './phone.js';

/** Whether a newer version lies ready. */
export const offered = signal(false);

/** Whether it was asked to take over and did not: another window can hold the older one for minutes. */
export const heldBack = signal(false);

/** @type {ServiceWorkerRegistration | null} */
let registration = null;
/** The page reloads once, however many versions arrive. */
let reloading = false;

/**
 * Registers the service worker. At a cold start nothing is open that could be lost: a version that
 * lies ready takes over at once.
 *
 * @param {ServiceWorkerContainer} container
 */
export async function watchForUpdates(container) {
  const hadOne = Boolean(container.controller);
  registration = await container.register(ownScript('/sw.js'), { updateViaCache: 'none' });
  container.addEventListener('controllerchange', () => {
    // The very first service worker takes a page that is already of its version: nobody asked for it.
    if (asked) reloadOnce();
  });
  if (registration.waiting && hadOne) takeOver();
  const offerWhenThere = () => {
    const coming = registration?.installing;
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && container.controller) offered.value = true;
    });
  };
  registration.addEventListener('updatefound', offerWhenThere);
  offerWhenThere();
  registration.active?.postMessage('started');
  document.addEventListener('visibilitychange', lookNowAndThen);
}

const HOUR = 3_600_000;
let looked = Date.now();

/** An app that is never closed would not learn of a newer one: it looks when it is taken in hand. */
function lookNowAndThen() {
  if (document.hidden || Date.now() - looked < HOUR) return;
  looked = Date.now();
  void lookForUpdate();
}

let asked = false;

function reloadOnce() {
  if (reloading) return;
  reloading = true;
  location.reload();
}

const PATIENCE_MS = 3000;

/** Lets the waiting version in; the page reloads when it has taken over, or did so in another window. */
function takeOver() {
  asked = true;
  heldBack.value = false;
  if (!registration?.waiting) return reloadOnce();
  registration.waiting.postMessage('take_over');
  setTimeout(giveUp, PATIENCE_MS);
}

/** What takes over only after this would reload a page in which somebody is typing by then. */
function giveUp() {
  if (reloading) return;
  asked = false;
  offered.value = heldBack.value = true;
}

/**
 * Uses the new version: what is being typed goes to disk first.
 *
 * @throws {import('../worker/bridge.js').Trouble} when it cannot be written; nothing is reloaded then
 */
export async function useNewVersion() {
  await bridge().draft.flush();
  takeOver();
}

/** Asks whether there is a newer version. Safe to call without a network. */
const lookForUpdate = () => registration?.update().catch(ignoreNoNetwork);

/** @param {unknown} error */
function ignoreNoNetwork(error) {
  if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
}
