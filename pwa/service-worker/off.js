// The kill switch: served in place of sw.js it removes a broken service worker. The records stay where they are.
import { forgetOtherVersions } from './shell.js';

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

scope.addEventListener('install', () => void scope.skipWaiting());

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    forgetOtherVersions(scope.caches, '').then(() => scope.registration.unregister()),
  );
});
