// The keys of one person's store on one phone, and what the PIN does.
//
// KEK = HKDF(PBKDF2-SHA-256(PIN, salt) ‖ HMAC(device key, salt)). It wraps the data key; the tag
// of the wrapped key is the only thing that tells a right PIN from a wrong one. The device key
// cannot be exported by a script, but a copied profile holds it: docs/security.md.
import { bytesOf, joined, random } from './bytes.js';
import { BrokenSeal, openBytes, seal } from './box.js';

/** @typedef {import('./bytes.js').Bytes} Bytes */

/**
 * What stands unsealed in the store, to be opened by the PIN.
 *
 * @typedef {object} Lock
 * @property {CryptoKey} device_key HMAC, not extractable
 * @property {Bytes} salt
 * @property {number} rounds Of PBKDF2: a store with other rounds still opens
 * @property {Bytes} wrapped The data key under the KEK
 */

/** Never fewer: a PIN has six digits, and WebCrypto is not slower on a slow phone's page. */
export const ROUNDS = 1_200_000;

const AES = { name: 'AES-GCM', length: 256 };
const WRAPPED = 'data-key';

/** The PIN is not the one that the store was locked with. */
export class WrongPin extends Error {
  constructor() {
    super('wrong PIN');
    this.name = 'WrongPin';
  }
}

/**
 * @param {string} pin
 * @param {Omit<Lock, 'wrapped'>} lock
 */
async function keyOfPin(pin, { device_key, salt, rounds }) {
  const typed = await crypto.subtle.importKey('raw', bytesOf(pin), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const [stretched, ofDevice] = await Promise.all([
    crypto.subtle.deriveBits(
      { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
      typed,
      256,
    ),
    crypto.subtle.sign('HMAC', device_key, salt),
  ]);
  const both = await crypto.subtle.importKey(
    'raw',
    joined(stretched, ofDevice),
    'HKDF',
    false,
    ['deriveKey'],
  );
  const info = bytesOf('doorstep-kek-1');
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    both,
    AES,
    false,
    ['encrypt', 'decrypt'],
  );
}

/**
 * Locks raw key bytes with a PIN.
 *
 * @param {Bytes | ArrayBuffer} raw
 * @param {string} pin
 * @param {CryptoKey} deviceKey
 * @param {number} rounds
 * @returns {Promise<Lock>}
 */
async function lockWith(raw, pin, deviceKey, rounds) {
  const parameters = { device_key: deviceKey, salt: random(16), rounds };
  const kek = await keyOfPin(pin, parameters);
  return { ...parameters, wrapped: await seal(kek, WRAPPED, 1, new Uint8Array(raw)) };
}

/** @param {Bytes | ArrayBuffer} raw */
const asDataKey = (raw) =>
  crypto.subtle.importKey('raw', new Uint8Array(raw), AES, false, ['encrypt', 'decrypt']);

/**
 * A new data key, and the lock that a PIN opens.
 *
 * @param {string} pin At least six digits
 * @param {number} [rounds]
 * @returns {Promise<{ dataKey: CryptoKey, lock: Lock }>}
 */
export async function makeKeys(pin, rounds = ROUNDS) {
  const raw = random(32);
  const deviceKey = await crypto.subtle.generateKey(
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  );
  return {
    dataKey: await asDataKey(raw),
    lock: await lockWith(raw, pin, /** @type {CryptoKey} */ (deviceKey), rounds),
  };
}

/**
 * @param {string} pin
 * @param {Lock} lock
 * @throws {WrongPin}
 */
async function unwrap(pin, lock) {
  try {
    return await openBytes(await keyOfPin(pin, lock), WRAPPED, 1, lock.wrapped);
  } catch (error) {
    if (error instanceof BrokenSeal) throw new WrongPin();
    throw error;
  }
}

/**
 * The data key, usable and not extractable.
 *
 * @param {string} pin
 * @param {Lock} lock
 * @returns {Promise<CryptoKey>}
 * @throws {WrongPin}
 */
export const openLock = async (pin, lock) => asDataKey(await unwrap(pin, lock));

/**
 * The same data key under another PIN, or under today's rounds. Nothing is sealed anew.
 *
 * @param {string} pin
 * @param {string} next
 * @param {Lock} lock
 * @param {number} [rounds]
 * @returns {Promise<Lock>}
 * @throws {WrongPin}
 */
export const changeLock = async (pin, next, lock, rounds = ROUNDS) =>
  lockWith(await unwrap(pin, lock), next, lock.device_key, rounds);

/**
 * How long PIN entry rests after so many wrong ones: nothing for three, then longer each time.
 *
 * @param {number} wrong
 * @returns {number} Milliseconds
 */
export const pauseAfter = (wrong) =>
  wrong < 3 ? 0 : Math.min(5_000 * 3 ** (wrong - 3), 900_000);

/** After so many the readable cache goes, and the wrapped key with it. */
export const MOST_WRONG_PINS = 10;
