// Seals an entry for the county, so that unsent work survives a forgotten PIN, a wipe or a lost
// lease, and cannot be forged.
//
// A letter is, in this order:
//   version, 1                                      1 byte
//   ephemeral public key, P-256, uncompressed      65 bytes
//   nonce, random                                  12 bytes
//   AES-GCM 256 ciphertext with its tag        n + 16 bytes
//   signature of the device, r ‖ s                 64 bytes
// AES key = HKDF-SHA-256 of the ECDH secret (x, 32 bytes); salt: the ephemeral public key;
// info: `doorstep-county-1|<key id of the county>`. Covered by the tag:
// `doorstep-county-1|<device>|<row id>`. Signed, ECDSA P-256 with SHA-256, by the key that the
// device enrolled with: the UTF-8 bytes of `doorstep-county-1|<device>|<row id>|`, then all of
// the letter before the signature. The row id is the operation's id.
// The ephemeral key is made once per unlock; its private half never leaves memory.
import { bytesOf, joined, random } from './bytes.js';
import { sign } from './signature.js';

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {(rowId: string, text: string) => Promise<Bytes>} Writer */

const VERSION = 1;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const PURPOSE = 'doorstep-county-1';

/**
 * @param {CryptoKey} secret
 * @param {CryptoKey} theirs
 * @param {Bytes} ephemeral
 * @param {string} keyId
 */
async function letterKey(secret, theirs, ephemeral, keyId) {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, secret, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: ephemeral, info: bytesOf(`${PURPOSE}|${keyId}`) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
}

/**
 * What writes letters until the phone is locked.
 *
 * @param {{ key_id: string, public_key: JsonWebKey }} county
 * @param {string} device
 * @param {CryptoKey} signingKey
 * @returns {Promise<Writer>}
 */
export async function writerTo(county, device, signingKey) {
  const theirs = await crypto.subtle.importKey('jwk', county.public_key, CURVE, false, []);
  const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const ephemeral = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const key = await letterKey(pair.privateKey, theirs, ephemeral, county.key_id);
  return async (rowId, text) => {
    const iv = random(12);
    const bound = `${PURPOSE}|${device}|${rowId}`;
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: bytesOf(bound) },
      key,
      bytesOf(text),
    );
    const letter = joined(Uint8Array.of(VERSION), ephemeral, iv, sealed);
    return joined(letter, await sign(signingKey, joined(bytesOf(`${bound}|`), letter)));
  };
}
