// What is wrong with a value by the type of its field alone: the first error, or null.
import { isDay } from '../rules/dates.js';
import { isIdentityNumber } from '../rules/identity_number.js';
import { isPhoneNumber } from '../rules/phone_number.js';
import { isRecord } from './values.js';

/** @typedef {import('./load.js').Field} Field */
/** @typedef {import('./load.js').Value} Value */
/** @typedef {(value: Value, field: Field) => string | null} Judge */

const LONGEST_TEXT = 200;
const LONGEST_LONG_TEXT = 2000;
const MOST_ROWS = 20;
/** Further off a rounded number than any error of binary fractions. */
const ROUNDING = 1e-9;

/** @type {Map<string, RegExp>} */
const patterns = new Map();

/** A pattern of the definitions, anchored at both ends. @param {string} pattern */
function anchored(pattern) {
  let expression = patterns.get(pattern);
  if (!expression) {
    expression = new RegExp(`^(?:${pattern})$`, 'u');
    patterns.set(pattern, expression);
  }
  return expression;
}

/** @param {Value} value */
const isNumber = (value) => typeof value === 'number';

/** @param {boolean} sound */
const orType = (sound) => (sound ? null : 'type');

/**
 * @param {(text: string) => boolean} sound
 * @param {string} [code]
 * @returns {Judge}
 */
const written =
  (sound, code = 'type') =>
  (value) => {
    if (typeof value !== 'string') return 'type';
    return sound(value) ? null : code;
  };

/** @param {Field} field How many characters a text may have */
export const mostCharacters = ({ type, definition }) =>
  definition.max_length ?? (type === 'long_text' ? LONGEST_LONG_TEXT : LONGEST_TEXT);

/** @param {Field} field How many digits a figure may have after its point */
export const mostDecimals = ({ definition }) => definition.decimals ?? 1;

/** @param {Field} field How many rows a list may have */
export const mostRows = ({ definition }) => definition.max_rows ?? MOST_ROWS;

/** @type {Judge} */
function text(value, field) {
  if (typeof value !== 'string') return 'type';
  const most = mostCharacters(field);
  // Counted in code points: a rare character of a name is one, not two.
  if (value.length > most && [...value].length > most) return 'max_length';
  const { pattern } = field.definition;
  if (!pattern) return null;
  return anchored(pattern).test(value) ? null : 'pattern';
}

/** @type {Judge} */
function decimal(value, field) {
  if (!isNumber(value)) return 'type';
  const rounded = Number(value.toFixed(mostDecimals(field)));
  return Math.abs(rounded - value) < ROUNDING ? null : 'decimals';
}

/** @type {Judge} */
function choice(value, { options }) {
  if (typeof value !== 'string') return 'type';
  return options.some((option) => option.code === value) ? null : 'option';
}

/** @type {Judge} */
function choices(value, { options }) {
  if (!Array.isArray(value)) return 'type';
  const chosen = value.map((code) => options.find((option) => option.code === code));
  if (chosen.includes(undefined)) return 'option';
  if (new Set(value).size !== value.length) return 'duplicate';
  const alone = value.length > 1 && chosen.some((option) => option?.exclusive);
  return alone ? 'exclusive' : null;
}

/** @type {Judge} */
function group(value, field) {
  if (!Array.isArray(value) || !value.every(isRecord)) return 'type';
  return value.length > mostRows(field) ? 'max_rows' : null;
}

/** People remember a year, a month, or the day. @param {string} value */
const isPartialDate = (value) =>
  /^\d{4}(-\d\d){0,2}$/.test(value) && isDay(`${value}-01-01`.slice(0, 10));

/** @param {string} value */
const isInstant = (value) =>
  /^.{10}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/.test(value) && isDay(value.slice(0, 10));

/** @param {string} value */
const isTime = (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value);

const anyText = written(() => true);

/** @type {Record<string, Judge>} */
const judges = {
  text,
  long_text: text,
  integer: (value) => orType(Number.isInteger(value)),
  decimal,
  boolean: (value) => orType(typeof value === 'boolean'),
  choice,
  choices,
  group,
  location: (value) => orType(isRecord(value) && isNumber(value.lat) && isNumber(value.lon)),
  date: written(isDay),
  partial_date: written(isPartialDate),
  datetime: written(isInstant),
  time: written(isTime),
  phone: written(isPhoneNumber, 'phone'),
  id_number: written(isIdentityNumber, 'id_number'),
  photo: anyText,
  signature: anyText,
  ref: anyText,
};

/**
 * The first error of a set value by its field's type: type, option, exclusive, duplicate,
 * decimals, max_length, pattern, phone, id_number or max_rows; null when it has none.
 *
 * @param {Field} field
 * @param {Value} value
 * @returns {string | null}
 */
export const typeError = (field, value) => judges[field.type](value, field);
