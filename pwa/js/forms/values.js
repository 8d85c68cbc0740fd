// When a value is set, how it is compared and stored, and when two are the same.

/** @typedef {import('./load.js').Value} Value */

/**
 * Whether a value is set: not null, not an empty text, not an empty list.
 *
 * @param {Value} value
 * @returns {boolean}
 */
export const isSet = (value) =>
  value !== null &&
  value !== undefined &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0);

/**
 * Whether a value is an object with keys, as rows and locations are.
 *
 * @param {Value} value
 * @returns {value is Record<string, Value>}
 */
export const isRecord = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A value as it is compared and stored: unset is null, text is trimmed and in NFC, -0 is 0.
 *
 * @param {Value} value
 * @returns {Value}
 */
export function tidy(value) {
  if (typeof value === 'string') return value.normalize('NFC').trim() || null;
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.length ? value.map(tidy) : null;
  if (!isRecord(value)) return value ?? null;
  const kept = Object.entries(value)
    .map(([key, part]) => [key, tidy(part)])
    .filter(([, part]) => part !== null);
  return kept.length ? Object.fromEntries(kept) : null;
}

/**
 * Whether two JSON values are equal, whatever the order of their keys; unset equals unset.
 *
 * @param {Value} a
 * @param {Value} b
 * @returns {boolean}
 */
export function same(a, b) {
  if (a === b || (a ?? null) === (b ?? null)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, at) => same(item, b[at]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && same(a[key], b[key]))
  );
}
