// The code of a health record: 20 digits, with the norm's 17 inside (village, scheme, check, serial).
import { checkDigits } from './check_digits.js';
import { clean, refuse } from './cleaning.js';
import { villageError } from './divisions.js';

/** @typedef {import('./cleaning.js').Refusal} Refusal */
/**
 * @typedef {object} RecordCode
 * @property {true} ok
 * @property {string} value 20 digits
 * @property {'checked' | 'plain' | 'norm17'} scheme
 * @property {string} village 12 digits
 * @property {number} serial
 * @property {string} norm17
 * @property {string} display Printed in groups of 6 3 3 3 5
 */

/**
 * The code that is issued for a serial of a village.
 *
 * @param {string} village 12 digits
 * @param {number} serial 1 to 99999
 */
export function makeRecordCode(village, serial) {
  const tail = String(serial).padStart(5, '0');
  return `${village}1${checkDigits(`${village}1${tail}`)}${tail}`;
}

/**
 * @param {string} digits
 * @returns {RecordCode['scheme'] | null}
 */
function schemeOf(digits) {
  if (digits.length === 17) return 'norm17';
  // 000 in the middle is an old code of 12 and 8 digits: check digits are never 00.
  if (digits.slice(12, 15) === '000') return 'plain';
  return digits[12] === '1' ? 'checked' : null;
}

/**
 * @param {string} value
 */
const grouped = (value) =>
  [
    value.slice(0, 6),
    value.slice(6, 9),
    value.slice(9, 12),
    value.slice(12, 15),
    value.slice(15),
  ].join(' ');

/**
 * Reads a record code of 20 digits or the norm's 17. Errors, the first that holds: empty,
 * characters, length, county, township, village, scheme, serial, check_digit.
 *
 * @param {unknown} typed
 * @returns {RecordCode | Refusal}
 */
export function parseRecordCode(typed) {
  const text = clean(typed);
  if (!text) return refuse('empty');
  if (!/^[0-9]+$/.test(text)) return refuse('characters');
  if (text.length !== 17 && text.length !== 20) return refuse('length');
  const village = text.slice(0, 12);
  const wrong = villageError(village);
  if (wrong) return refuse(wrong);
  const scheme = schemeOf(text);
  if (!scheme) return refuse('scheme');
  const serial = Number(text.slice(-5));
  if (serial === 0) return refuse('serial');
  const issued = makeRecordCode(village, serial);
  if (scheme === 'checked' && text !== issued) return refuse('check_digit');
  const value = scheme === 'norm17' ? issued : text;
  const norm17 = village + text.slice(-5);
  return { ok: true, value, scheme, village, serial, norm17, display: grouped(value) };
}
