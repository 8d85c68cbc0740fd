// The device's signing key, P-256: its private half is kept only under the data key.
import { base64url, bytesOf } from './bytes.js';
import { openBytes, seal } from './box.js';

/** @typedef {import('./bytes.js').Bytes} Bytes */

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const HASH = { name: 'ECDSA', hash: 'SHA-256' };

/**
 * @typedef {object} SigningKey
 * @property {Bytes} box The private half, sealed
 * @property {JsonWebKey} jwk The public half, as the centre keeps it
 */

/**
 * @param {CryptoKey} dataKey
 * @param {string} device
 * @returns {Promise<SigningKey>}
 */
export async function makeSigningKey(dataKey, device) {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const secret = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const box = await seal(dataKey, 'signing-key', device, secret);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { box, jwk: { kty, crv, x, y } };
}

/**
 * @param {CryptoKey} dataKey
 * @param {string} device
 * @param {Bytes} box
 * @returns {Promise<CryptoKey>}
 */
export async function openSigningKey(dataKey, device, box) {
  const secret = await openBytes(dataKey, 'signing-key', device, box);
  return crypto.subtle.importKey('pkcs8', secret, CURVE, false, ['sign']);
}

/**
 * r ‖ s, 64 bytes.
 *
 * @param {CryptoKey} signingKey
 * @param {Bytes} bytes
 */
export const sign = (signingKey, bytes) => crypto.subtle.sign(HASH, signingKey, bytes);

/**
 * What opens a session: docs/sync-protocol.md, section 2.
 *
 * @param {CryptoKey} signingKey
 * @param {string} device
 * @param {string} nonce
 */
export const signNonce = async (signingKey, device, nonce) =>
  base64url(await sign(signingKey, bytesOf(`doorstep-session|${device}|${nonce}`)));
