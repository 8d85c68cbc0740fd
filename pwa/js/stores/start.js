// From the tap on the icon to the lock: what this browser can do, the worker, the forms, a newer version.
import { signal } from '@preact/signals';
import { watchForUpdates } from './app_update.js';
import { whatIsMissing } from './browser.js';
import { ownScript } from './own_script.js';
import { connect, takeDefinitions } from './phone.js';
import { startPlaces } from './place.js';
import { watchRound } from './round.js';
import { watchSession } from './session.js';
import { watchUnkept } from './unkept.js';

/** What this browser lacks; null while that is not known. @type {import('@preact/signals').Signal<string[] | null>} */
export const missing = signal(null);

/** Whether the worker has said who is on this phone. */
export const started = signal(false);

/** Starts everything that needs no person. */
export async function startApp() {
  missing.value = await whatIsMissing();
  if (missing.value.length > 0) return;
  startPlaces();
  const { worker, forms } = builtFiles();
  connect(new Worker(ownScript(worker), { type: 'module', name: forms }));
  await watchSession();
  watchRound();
  watchUnkept();
  started.value = true;
  await Promise.all([watchForUpdates(navigator.serviceWorker), readDefinitions(forms)]);
}

/** Where the build put what the page does not import: it stands on the page's own script element. */
function builtFiles() {
  const script = /** @type {HTMLScriptElement} */ (
    document.querySelector('script[data-worker]')
  );
  return {
    worker: /** @type {string} */ (script.dataset.worker),
    forms: /** @type {string} */ (script.dataset.forms),
  };
}

/** @param {string} address */
async function readDefinitions(address) {
  takeDefinitions(await (await fetch(address)).json());
}
