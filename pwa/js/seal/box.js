// Seals a row for this phone: AES-GCM 256 under the device's data key.
//
// A box is: key version (1 byte) ‖ nonce (12, random for each seal) ‖ ciphertext with its tag.
// The tag also covers where the row belongs (store, row id, key version), so that a row that was
// put in another's place does not open.
import { bytesOf, joined, random, textOf } from './bytes.js';

/** @typedef {import('./bytes.js').Bytes} Bytes */

const KEY_VERSION = 1;
const NONCE_LENGTH = 12;

/** A row that is not what was sealed in this place: changed, swapped, or of another key. */
export class BrokenSeal extends Error {
  /** @param {string} store @param {string | number} id */
  constructor(store, id) {
    super(`${store} ${id} does not open`);
    this.name = 'BrokenSeal';
  }
}

/** @param {string} store @param {string | number} id @param {number} version */
const place = (store, id, version) => bytesOf(`doorstep\n${store}\n${id}\n${version}`);

/**
 * @param {CryptoKey} key
 * @param {string} store
 * @param {string | number} id
 * @param {string | Bytes} content
 * @returns {Promise<Bytes>}
 */
export async function seal(key, store, id, content) {
  const iv = random(NONCE_LENGTH);
  const additionalData = place(store, id, KEY_VERSION);
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    key,
    bytes,
  );
  return joined(Uint8Array.of(KEY_VERSION), iv, sealed);
}

/**
 * @param {CryptoKey} key
 * @param {string} store
 * @param {string | number} id
 * @param {Bytes} box
 * @returns {Promise<ArrayBuffer>}
 * @throws {BrokenSeal}
 */
export async function openBytes(key, store, id, box) {
  const iv = box.subarray(1, 1 + NONCE_LENGTH);
  const additionalData = place(store, id, box[0]);
  try {
    return await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData },
      key,
      box.subarray(1 + NONCE_LENGTH),
    );
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'OperationError') throw error;
    throw new BrokenSeal(store, id);
  }
}

/**
 * The sealed text.
 *
 * @param {CryptoKey} key
 * @param {string} store
 * @param {string | number} id
 * @param {Bytes} box
 * @throws {BrokenSeal}
 */
export const openText = async (key, store, id, box) =>
  textOf(await openBytes(key, store, id, box));
