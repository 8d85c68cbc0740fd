// Letters to the county: opened as the centre opens them, by the layout of seal/county.js.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bytesOf, joined, textOf } from '../../../pwa/js/seal/bytes.js';
import { writerTo } from '../../../pwa/js/seal/county.js';
import { makeKeys } from '../../../pwa/js/seal/keys.js';
import { makeSigningKey, openSigningKey, signNonce } from '../../../pwa/js/seal/signature.js';

const DEVICE = '01936f00-0000-7000-8000-0000000000d1';
const ROW = '01936f00-0000-7000-8000-000000000001';
const { dataKey } = await makeKeys('258036', 1000);
const signing = await makeSigningKey(dataKey, DEVICE);
const signingKey = await openSigningKey(dataKey, DEVICE, signing.box);
const county = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
  'deriveBits',
]);
const write = await writerTo(
  { key_id: 'county-2026', public_key: await crypto.subtle.exportKey('jwk', county.publicKey) },
  DEVICE,
  signingKey,
);

/** @param {string} name */
const verifier = (name) =>
  crypto.subtle.importKey('jwk', signing.jwk, { name, namedCurve: 'P-256' }, true, ['verify']);

async function openLetter(letter, rowId) {
  const ephemeral = letter.slice(1, 66);
  const theirs = await crypto.subtle.importKey(
    'raw',
    ephemeral,
    { name: 'ECDH', namedCurve: 'P-256' },
    true,
    [],
  );
  const shared = await crypto.subtle.deriveBits(
    { name: 'ECDH', public: theirs },
    county.privateKey,
    256,
  );
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: ephemeral,
      info: bytesOf('doorstep-county-1|county-2026'),
    },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['decrypt'],
  );
  const additionalData = bytesOf(`doorstep-county-1|${DEVICE}|${rowId}`);
  const iv = letter.slice(66, 78);
  return textOf(
    await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData },
      key,
      letter.slice(78, -64),
    ),
  );
}

const isSignedFor = async (letter, rowId) =>
  crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    await verifier('ECDSA'),
    letter.slice(-64),
    joined(bytesOf(`doorstep-county-1|${DEVICE}|${rowId}|`), letter.slice(0, -64)),
  );

test('the county reads a letter with its own key, without the PIN', async () => {
  const letter = await write(ROW, '{"form":"visit"}');

  assert.equal(await openLetter(letter, ROW), '{"form":"visit"}');
});

test('a letter is signed by the phone, and a forged or moved one is seen', async () => {
  const letter = await write(ROW, '{}');
  const forged = letter.slice();
  forged[80] ^= 1;

  assert.equal(await isSignedFor(letter, ROW), true);
  assert.equal(await isSignedFor(forged, ROW), false);
  assert.equal(await isSignedFor(letter, DEVICE), false);
  await assert.rejects(openLetter(letter, DEVICE));
});

test('a nonce is signed as the protocol says', async () => {
  const signature = await signNonce(signingKey, DEVICE, 'n1');

  const valid = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    await verifier('ECDSA'),
    Buffer.from(signature, 'base64url'),
    bytesOf(`doorstep-session|${DEVICE}|n1`),
  );
  assert.equal(valid, true);
});
