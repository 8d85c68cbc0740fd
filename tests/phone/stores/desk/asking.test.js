// What a desk asks and believes: the centre over a real connection, its problems, a captive portal.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { ask, DeskTrouble } from '../../../../pwa/js/stores/desk/ask.js';
import {
  chosen,
  decide,
  differences,
  lastDecided,
  overtaken,
  readDifferences,
  undo,
} from '../../../../pwa/js/stores/desk/conflicts.js';
import { attempt, isOver, person, trouble } from '../../../../pwa/js/stores/desk/session.js';

/** What the centre answers next, by method and path. @type {Map<string, [number, any]>} */
let answers = new Map();
/** @type {string[]} */
let asked = [];
let isCentre = true;

const server = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  const key = `${request.method} ${request.url}`;
  asked.push(body ? `${key} ${body}` : key);
  const [status, told] = answers.get(key) ?? [404, { type: '/problems/not-found' }];
  if (isCentre) response.setHeader('Doorstep-Protocol', '1');
  response.setHeader('Content-Type', 'application/json');
  response.statusCode = status;
  response.end(status === 204 ? undefined : JSON.stringify(told));
});
const realFetch = globalThis.fetch;

before(async () => {
  await new Promise((resolve) => server.listen(0, () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  // A page's address is relative to where it came from; here nobody is anywhere.
  globalThis.fetch = (path, how) => realFetch(`http://localhost:${port}${path}`, how);
});

after(() => {
  globalThis.fetch = realFetch;
  server.close();
  server.closeAllConnections();
});

beforeEach(() => {
  answers = new Map();
  asked = [];
  isCentre = true;
  trouble.value = null;
  person.value = { id: 'chen', name: '陈敏', role: 'supervisor' };
});

const DIFFERENCE = {
  id: 'c1',
  state: 'open',
  form: 'resident_basic',
  unit: 'name',
  standing: { value: { name: '张桂芬' } },
  offers: [{ operation: 'o1', value: { name: '张桂花' } }],
};

test('a captive portal’s page is not believed, whatever it says', async () => {
  isCentre = false;
  answers.set('GET /api/session', [200, { staff: { name: '别人' } }]);

  await assert.rejects(ask('GET', '/session'), { code: 'no_answer' });
});

test('a problem is told by its name', async () => {
  answers.set('GET /api/board', [403, { type: '/problems/not-allowed', status: 403 }]);

  await assert.rejects(
    ask('GET', '/board'),
    (error) => error instanceof DeskTrouble && error.code === 'not-allowed',
  );
});

test('a session that ended leads back to the door, and says why', async () => {
  answers.set('GET /api/board', [401, { type: '/problems/not-authenticated' }]);

  await attempt(() => ask('GET', '/board'));

  assert.equal(person.value, null);
  assert.equal(isOver.value, true);
});

test('one tap decides, and the values stay in sight until the list is read again', async () => {
  answers.set('GET /api/conflicts', [200, [DIFFERENCE]]);
  answers.set('POST /api/conflicts/c1/decision', [200, { ...DIFFERENCE, state: 'decided' }]);
  await readDifferences();

  await decide('c1', 'o1');

  assert.equal(asked.at(-1), 'POST /api/conflicts/c1/decision {"choice":"o1"}');
  assert.equal(chosen.value.get('c1'), 'o1');
  assert.equal(differences.value?.length, 1);
});

test('undo takes the decision back and reads what stands', async () => {
  answers.set('POST /api/conflicts/c1/decision', [200, DIFFERENCE]);
  answers.set('DELETE /api/conflicts/c1/decision', [200, DIFFERENCE]);
  answers.set('GET /api/conflicts', [200, [DIFFERENCE]]);
  await decide('c1', 'standing');

  await undo();

  assert.deepEqual(asked.slice(-2), [
    'DELETE /api/conflicts/c1/decision',
    'GET /api/conflicts',
  ]);
  assert.equal(chosen.value.size, 0);
  assert.equal(lastDecided.value, null);
});

test('who comes second sees what stands, and nothing is called a fault', async () => {
  const conflict = { ...DIFFERENCE, state: 'decided', standing: { value: { name: '张桂花' } } };
  answers.set('POST /api/conflicts/c1/decision', [
    409,
    { type: '/problems/already-decided', conflict },
  ]);

  await decide('c1', 'standing');

  assert.deepEqual(overtaken.value?.standing.value, { name: '张桂花' });
  assert.equal(trouble.value, null);
});
