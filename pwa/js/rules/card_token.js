// The text in the QR code of a card or a route sheet: an opaque token, signed by the county.
import { refuse } from './cleaning.js';

/** @typedef {import('./cleaning.js').Refusal} Refusal */
/**
 * @typedef {object} CardToken
 * @property {true} ok
 * @property {string} value Canonical text, 135 characters
 * @property {'card' | 'route_sheet'} kind
 * @property {number} key_id Which of the county's keys signed it
 * @property {string} token_id 32 hexadecimal digits
 * @property {string} signature r and s, 128 hexadecimal digits
 */

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 135;

/**
 * Bytes of RFC 4648 base 32 without padding.
 *
 * @param {string} text
 */
function decode(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let next = 0;
  for (const character of text) {
    held = (held << 5) | BASE32.indexOf(character);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[next] = held >> bits;
      next += 1;
      held &= (1 << bits) - 1;
    }
  }
  return bytes;
}

/** @param {Uint8Array} bytes */
const hexadecimal = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Reads the structure of a scanned token; a web address before it is ignored. Whether the county
 * signed it is `isSigned`. Errors, the first that holds: empty, prefix, characters, length.
 *
 * @param {unknown} scanned
 * @returns {CardToken | Refusal}
 */
export function parseCardToken(scanned) {
  const text = String(scanned).trim();
  const value = text.slice(text.lastIndexOf('/') + 1).toUpperCase();
  if (!value) return refuse('empty');
  if (!/^DS[CR]1\./.test(value)) return refuse('prefix');
  if (!/^[A-Z2-7]*$/.test(value.slice(5))) return refuse('characters');
  if (value.length !== LENGTH) return refuse('length');
  const bytes = decode(value.slice(5));
  return {
    ok: true,
    value,
    kind: value[2] === 'C' ? 'card' : 'route_sheet',
    key_id: bytes[0],
    token_id: hexadecimal(bytes.subarray(1, 17)),
    signature: hexadecimal(bytes.subarray(17)),
  };
}

/**
 * Whether one of the county's public keys signed a token (ECDSA P-256, SHA-256).
 *
 * @param {CardToken} token
 * @param {Record<string, JsonWebKey>} publicKeys By key id
 * @returns {Promise<boolean>}
 */
export async function isSigned(token, publicKeys) {
  const jwk = publicKeys[token.key_id];
  if (!jwk) return false;
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', jwk, curve, false, ['verify']);
  const bytes = decode(token.value.slice(5));
  const prefix = new TextEncoder().encode(token.value.slice(0, 4));
  const signed = new Uint8Array([...prefix, ...bytes.subarray(0, 17)]);
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  return crypto.subtle.verify(how, key, bytes.slice(17), signed);
}
