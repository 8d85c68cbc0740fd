// Text, bytes and base64url, as keys and seals need them.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/**
 * @param {string} text
 * @returns {Bytes}
 */
export const bytesOf = (text) => /** @type {Bytes} */ (encoder.encode(text));

/** @param {AllowSharedBufferSource} bytes */
export const textOf = (bytes) => decoder.decode(bytes);

/**
 * One after the other.
 *
 * @param {...(ArrayBuffer | Uint8Array)} parts
 * @returns {Bytes}
 */
export function joined(...parts) {
  const views = parts.map((part) => new Uint8Array(part));
  const whole = new Uint8Array(views.reduce((length, view) => length + view.length, 0));
  let at = 0;
  for (const view of views) {
    whole.set(view, at);
    at += view.length;
  }
  return whole;
}

/**
 * @param {number} length
 * @returns {Bytes}
 */
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/**
 * Base64url without padding.
 *
 * @param {ArrayBuffer | Uint8Array} bytes
 */
export function base64url(bytes) {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(
    '',
  );
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
