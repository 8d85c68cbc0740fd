// Writes a capsule as a phone does: node write_letters.mjs < what, a JSON text of the test.
import { readFileSync } from 'node:fs';

import { base64url } from '../../../pwa/js/seal/bytes.js';
import { writerTo } from '../../../pwa/js/seal/county.js';

const { county, device, secret, operations } = JSON.parse(readFileSync(0, 'utf8'));
const curve = { name: 'ECDSA', namedCurve: 'P-256' };
const pkcs8 = Buffer.from(secret, 'base64');
const key = await crypto.subtle.importKey('pkcs8', pkcs8, curve, false, ['sign']);
const write = await writerTo(county, device, key);
const entries = operations.length;
const head = { kind: 'doorstep-capsule', version: 1, device, key: county.key_id, entries };
const lines = [head];
for (const operation of operations) {
  const letter = await write(operation.id, JSON.stringify(operation));
  lines.push({ id: operation.id, letter: base64url(letter) });
}
process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
