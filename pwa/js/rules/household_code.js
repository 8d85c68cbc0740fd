// The code of a household's file: 19 digits (village 12, serial 5, check 2).
import { checkDigits } from './check_digits.js';
import { clean, refuse } from './cleaning.js';
import { villageError } from './divisions.js';

/** @typedef {import('./cleaning.js').Refusal} Refusal */
/** @typedef {{ ok: true, value: string, village: string, serial: number }} HouseholdCode */

/**
 * The code that is issued for a serial of a village.
 *
 * @param {string} village 12 digits
 * @param {number} serial 1 to 99999
 */
export function makeHouseholdCode(village, serial) {
  const digits = village + String(serial).padStart(5, '0');
  return digits + checkDigits(digits);
}

/**
 * Reads a household code. Errors, the first that holds: empty, characters, length, county,
 * township, village, serial, check_digit.
 *
 * @param {unknown} typed
 * @returns {HouseholdCode | Refusal}
 */
export function parseHouseholdCode(typed) {
  const value = clean(typed);
  if (!value) return refuse('empty');
  if (!/^[0-9]+$/.test(value)) return refuse('characters');
  if (value.length !== 19) return refuse('length');
  const village = value.slice(0, 12);
  const wrong = villageError(village);
  if (wrong) return refuse(wrong);
  const serial = Number(value.slice(12, 17));
  if (serial === 0) return refuse('serial');
  if (value !== makeHouseholdCode(village, serial)) return refuse('check_digit');
  return { ok: true, value, village, serial };
}
