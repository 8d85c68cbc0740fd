// The service worker's events; what they do stands in shell.js and update.js.
import { answer, isShellRequest, precache } from './shell.js';
import { obey } from './update.js';

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
/** Both are put in by the build: the files of this version, and the hash of them all. */
const PATHS = __PRECACHE__;
const VERSION = __VERSION__;

scope.addEventListener('install', (event) => {
  // HTTP caches are passed by: an old file under a new version would stay for good.
  const fetchFile = (/** @type {string} */ path) => fetch(path, { cache: 'no-cache' });
  event.waitUntil(precache(scope.caches, VERSION, PATHS, fetchFile));
});

scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener('fetch', (event) => {
  if (!isShellRequest(event.request, scope.location.origin)) return;
  event.respondWith(answer(scope.caches, VERSION, event.request));
});

scope.addEventListener('message', (event) => event.waitUntil(obey(scope, VERSION, event.data)));
