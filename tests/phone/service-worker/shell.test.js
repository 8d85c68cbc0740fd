// What the service worker believes, keeps and answers. The cache is the browser's: here one in memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  answer,
  forgetOtherVersions,
  isBelievable,
  isShellRequest,
  precache,
} from '../../../pwa/service-worker/shell.js';

const ORIGIN = 'https://county.example';

class Caches {
  all = new Map();

  async open(name) {
    if (!this.all.has(name)) this.all.set(name, new Map());
    const kept = this.all.get(name);
    return {
      put: async (path, response) => kept.set(path, response),
      match: async (request) => kept.get(pathOf(request)),
    };
  }

  async match(request) {
    for (const kept of this.all.values()) {
      if (kept.has(pathOf(request))) return kept.get(pathOf(request));
    }
  }

  keys = async () => [...this.all.keys()];
  delete = async (name) => this.all.delete(name);
}

const pathOf = (request) =>
  typeof request === 'string' ? request : new URL(request.url).pathname;

const served = (type, more = {}) => {
  const response = new Response('x', { headers: { 'content-type': type }, ...more });
  return response;
};
const file = async (path) =>
  served(path === '/' ? 'text/html' : path.endsWith('.js') ? 'text/javascript' : 'text/css');

test('a portal that answers every address with its own page is not believed', async () => {
  const caches = new Caches();
  const portal = async () => served('text/html; charset=utf-8');

  await assert.rejects(precache(caches, 'V1', ['/', '/app-AAAAAAAA.js'], portal));

  assert.equal(isBelievable('/app-AAAAAAAA.js', served('text/html')), false);
  assert.equal(isBelievable('/app-AAAAAAAA.js', served('text/javascript')), true);
});

test('an error page and a redirect are not believed', () => {
  const redirected = served('text/html');
  Object.defineProperty(redirected, 'redirected', { value: true });

  assert.equal(isBelievable('/', served('text/html', { status: 503 })), false);
  assert.equal(isBelievable('/', redirected), false);
  assert.equal(isBelievable('/', served('text/html')), true);
});

test('answers of the API and of others are never the shell', () => {
  const is = (path, method = 'GET') =>
    isShellRequest(new Request(new URL(path, ORIGIN), { method }), ORIGIN);

  assert.equal(is('/'), true);
  assert.equal(is('/app-AAAAAAAA.js'), true);
  assert.equal(is('/api/residents/x/history?before=y'), false);
  assert.equal(is('/', 'POST'), false);
  assert.equal(isShellRequest(new Request('https://elsewhere.example/x.js'), ORIGIN), false);
});

test('a file that an older version has kept is not fetched again, the page always is', async () => {
  const caches = new Caches();
  await precache(caches, 'V1', ['/', '/app-AAAAAAAA.js'], file);
  const fetched = [];
  const noting = (path) => {
    fetched.push(path);
    return file(path);
  };

  await precache(caches, 'V2', ['/', '/app-AAAAAAAA.js', '/day-BBBBBBBB.js'], noting);

  assert.deepEqual(fetched, ['/', '/day-BBBBBBBB.js']);
});

test('a page of the version before still finds its chunks', async () => {
  const caches = new Caches();
  await precache(caches, 'V1', ['/', '/day-AAAAAAAA.js'], file);
  await precache(caches, 'V2', ['/', '/day-BBBBBBBB.js'], file);

  const found = await answer(caches, 'V2', new Request(`${ORIGIN}/day-AAAAAAAA.js`));

  assert.equal(found.headers.get('content-type'), 'text/javascript');
});

test('older versions go, and nothing else', async () => {
  const caches = new Caches();
  await precache(caches, 'V1', ['/'], file);
  await precache(caches, 'V2', ['/'], file);
  await caches.open('somebody-else');

  await forgetOtherVersions(caches, 'V2');

  assert.deepEqual(await caches.keys(), ['doorstep-shell-V2', 'somebody-else']);
});
