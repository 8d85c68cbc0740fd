// The resident identity number (GB 11643-1999): what is typed becomes the number, or an error.
import { clean, refuse } from './cleaning.js';
import { isDay } from './dates.js';
import { isProvince } from './divisions.js';

/** @typedef {import('./cleaning.js').Refusal} Refusal */
/**
 * @typedef {object} IdentityNumber
 * @property {true} ok
 * @property {string} value 18 characters
 * @property {'resident_id' | 'hk_macao_taiwan_permit' | 'foreign_permanent_resident'} kind
 * @property {string} birth_date
 * @property {'male' | 'female'} sex
 * @property {string} division Six digits
 * @property {boolean} legacy Whether it came with the 15 digits of before 1999
 */

/**
 * The last character of an identity number, "0" to "9" or "X", from its first 17 digits.
 * Source: GB 11643-1999 (ISO 7064, MOD 11-2).
 *
 * @param {string} first17
 */
export function checkCharacter(first17) {
  let total = 0;
  for (let place = 0; place < 17; place += 1) {
    total += Number(first17[place]) * (2 ** (17 - place) % 11);
  }
  return '10X98765432'[total % 11];
}

/** @param {string} number */
export const birthDateOf = (number) =>
  `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;

/**
 * @param {string} number
 * @returns {'male' | 'female'}
 */
export const sexOf = (number) => (Number(number[16]) % 2 ? 'male' : 'female');

/**
 * Whether a stored value is an identity number: 18 characters, a birth date that exists, the
 * check character. What is typed goes through `parseIdentityNumber`, which asks more.
 *
 * @param {unknown} value
 * @returns {value is string}
 */
export function isIdentityNumber(value) {
  return (
    typeof value === 'string' &&
    /^\d{17}[\dX]$/.test(value) &&
    isDay(birthDateOf(value)) &&
    checkCharacter(value) === value[17]
  );
}

/** @param {string} first17 */
function kindOf(first17) {
  if (first17[0] === '9') return 'foreign_permanent_resident';
  return /^8[123]/.test(first17) ? 'hk_macao_taiwan_permit' : 'resident_id';
}

/**
 * The first 17 digits of 15 or 18 characters, or the error that keeps them from being any.
 *
 * @param {string} text Cleaned
 */
function first17Of(text) {
  if (!text) return refuse('empty');
  if (!/^[0-9]*X?$/.test(text)) return refuse('characters');
  if (text.length === 15 && !text.endsWith('X')) return `${text.slice(0, 6)}19${text.slice(6)}`;
  return text.length === 18 ? text.slice(0, 17) : refuse('length');
}

/**
 * Reads an identity number. Errors, the first that holds: empty, characters, length, division,
 * birth_date, future, check_digit.
 *
 * @param {unknown} typed
 * @param {string} today
 * @returns {IdentityNumber | Refusal}
 */
export function parseIdentityNumber(typed, today) {
  const text = clean(typed);
  const first17 = first17Of(text);
  if (typeof first17 !== 'string') return first17;
  const kind = kindOf(first17);
  const foreign = kind === 'foreign_permanent_resident';
  if (!isProvince(foreign ? first17.slice(1, 3) : first17.slice(0, 2))) {
    return refuse('division');
  }
  const birth = birthDateOf(first17);
  if (!isDay(birth) || birth < '1880') return refuse('birth_date');
  if (birth > today) return refuse('future');
  const value = first17 + checkCharacter(first17);
  const legacy = text.length === 15;
  if (!legacy && text !== value) return refuse('check_digit');
  const division = first17.slice(0, 6);
  return { ok: true, value, kind, birth_date: birth, sex: sexOf(value), division, legacy };
}

/**
 * What lists and logs may show of a number.
 *
 * @param {string} value
 */
export const maskIdentityNumber = (value) =>
  value.slice(0, 3) + '*'.repeat(value.length - 7) + value.slice(-4);
