// Ids that say what a document is about: phones that never met give the same thing the same id.
import { v5 } from 'uuid';

/** UUIDv5 of the DNS name doorstep.invalid: one constant for every county, no secret. */
export const NAMESPACE = '184ba63c-8152-5786-bc70-5d1c46d6210e';

/** @param {string} part */
const escaped = (part) => part.replace(/[\\|]/g, '\\$&');

/**
 * The id of a document type that has a natural key: UUIDv5 of type and key parts.
 *
 * @param {string} type
 * @param {...(string | number)} parts Ids in lower case, dates ISO; a `\` or `|` is escaped
 * @returns {string}
 * @throws {RangeError} when there is no part, or an empty one
 */
export function naturalId(type, ...parts) {
  const texts = parts.map(String);
  if (texts.length === 0 || texts.includes('')) {
    throw new RangeError(`natural key of ${type}: parts must not be empty`);
  }
  return v5([type, ...texts.map(escaped)].join('|'), NAMESPACE);
}

/**
 * The `_row` of a group with `row_key`: two phones that add the same row offline add one.
 *
 * @param {string} document
 * @param {string} group
 * @param {...(string | number)} values Of the key's columns, in their order
 */
export const rowId = (document, group, ...values) =>
  naturalId('row', document, group, ...values);

/**
 * The resident whom every phone makes of a route sheet that none of them knows.
 *
 * @param {string} tokenId 32 lower-case hexadecimal digits
 * @throws {RangeError} when it is no token id
 */
export function residentOfSheet(tokenId) {
  if (!/^[0-9a-f]{32}$/.test(tokenId)) throw new RangeError('token id: 32 hexadecimal digits');
  return naturalId('resident', tokenId);
}
