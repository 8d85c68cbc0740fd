// The app's own files, kept on the phone by content hash: what makes a cold start without a network possible.

const CACHE_PREFIX = 'doorstep-shell-';
const NAMED_BY_CONTENT = /-[A-Z0-9]{8}\.\w+$/;

/** Only what the server says of itself is believed: a captive portal answers 200 with its own page. */
/** @type {Record<string, RegExp>} */
const CONTENT_TYPES = {
  html: /html/,
  png: /image\/png/,
  js: /javascript/,
  css: /css/,
  json: /json/,
  svg: /svg/,
  webmanifest: /manifest|json/,
};

/**
 * Says whether an answer is the file that was asked for and may be kept.
 *
 * @param {string} path As in the precache list, "/" for the page itself
 * @param {Response} response
 * @returns {boolean}
 */
export function isBelievable(path, response) {
  if (!response.ok || response.redirected || response.type === 'opaque') return false;
  const ending = path === '/' ? 'html' : (path.split('.').pop() ?? '');
  const expected = CONTENT_TYPES[ending];
  return Boolean(expected?.test(response.headers.get('content-type') ?? ''));
}

/**
 * Says whether a request is for the shell: own address, GET, and never an answer of the server's API.
 *
 * @param {Request} request
 * @param {string} origin
 * @returns {boolean}
 */
export function isShellRequest(request, origin) {
  const url = new URL(request.url);
  return request.method === 'GET' && url.origin === origin && !url.pathname.startsWith('/api/');
}

/**
 * Keeps every file of this version; throws when one of them is not to be believed, so that
 * the version is not installed and the next start tries again.
 *
 * @param {CacheStorage} caches
 * @param {string} version
 * @param {string[]} paths
 * @param {(path: string) => Promise<Response>} fetchFile
 */
export async function precache(caches, version, paths, fetchFile) {
  const cache = await caches.open(CACHE_PREFIX + version);
  for (const path of paths) {
    // A file with its hash in the name never changes: what an older version kept is not fetched again.
    const kept = NAMED_BY_CONTENT.test(path) ? await caches.match(path) : undefined;
    await cache.put(path, kept ?? (await fetchBelievable(path, fetchFile)));
  }
}

/**
 * @param {string} path
 * @param {(path: string) => Promise<Response>} fetchFile
 */
async function fetchBelievable(path, fetchFile) {
  const response = await fetchFile(path);
  if (!isBelievable(path, response)) throw new TypeError(`not the app's own file: ${path}`);
  return response;
}

/**
 * Answers a request for the shell from what is kept, the network only for what is not.
 *
 * A page asks for the chunks of the version it was started with, which may be the one before: every
 * version that is still kept is searched, this one first.
 *
 * @param {CacheStorage} caches
 * @param {string} version
 * @param {Request} request
 * @returns {Promise<Response>}
 */
export async function answer(caches, version, request) {
  const cache = await caches.open(CACHE_PREFIX + version);
  const path = request.mode === 'navigate' ? '/' : request;
  return (await cache.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}

/**
 * Removes what earlier versions kept. Touches nothing else: the caches of the shell hold no records.
 *
 * @param {CacheStorage} caches
 * @param {string} version The one that stays
 */
export async function forgetOtherVersions(caches, version) {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) && name !== CACHE_PREFIX + version)
      await caches.delete(name);
  }
}
