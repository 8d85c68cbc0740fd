// A new version of the app is offered, never forced: it takes over when a page asks it to.
import { forgetOtherVersions } from './shell.js';

/**
 * Does what a page asks of the service worker.
 *
 * `take_over`: the person tapped "use the new version", or the app was started cold with no entry open.
 * `started`: a page runs on this version; older files go once no other page could still need them.
 *
 * @param {ServiceWorkerGlobalScope} scope
 * @param {string} version
 * @param {unknown} message
 */
export async function obey(scope, version, message) {
  if (message === 'take_over') await scope.skipWaiting();
  if (message === 'started' && (await isOnlyPage(scope))) {
    await forgetOtherVersions(scope.caches, version);
  }
}

/** @param {ServiceWorkerGlobalScope} scope */
async function isOnlyPage(scope) {
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.length <= 1;
}
