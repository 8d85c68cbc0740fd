// Telephone numbers of mainland China: what is typed becomes what the forms store, or an error.
import { narrow, refuse } from './cleaning.js';

/** @typedef {import('./cleaning.js').Refusal} Refusal */
/**
 * @typedef {object} PhoneNumber
 * @property {true} ok
 * @property {string} value Mobile: 11 digits; landline: area code, hyphen, number
 * @property {'mobile' | 'landline'} kind
 * @property {string} e164 For dialling and messages
 * @property {string | null} extension
 */

const STORED = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/;
const EXTENSION = /(?:转|分机|ext\.?|x|#)\s*/i;
const HYPHENED = /^(.*\d)[\s\-\u2010-\u2015]+(\d{1,6})$/;
const LANDLINE = /^(?:(010|02[0-9])([2-9][0-9]{7})|(0[3-9][0-9]{2})([2-9][0-9]{6,7}))$/;

/**
 * Whether a stored value has the form of a telephone number.
 *
 * @param {string} value
 */
export const isPhoneNumber = (value) => STORED.test(value);

/**
 * The number before an extension, and the extension.
 *
 * @param {string} text
 */
function split(text) {
  const mark = EXTENSION.exec(text);
  if (!mark) return [text, ''];
  return [text.slice(0, mark.index), text.slice(mark.index + mark[0].length).trim()];
}

/**
 * What is typed of somebody who is reached by an extension, which no form keeps: the number
 * before it, and the extension, after a word or a hyphen.
 *
 * @param {unknown} typed
 * @returns {{ number: string, extension: string } | null} Null: there is none
 */
export function extensionIn(typed) {
  const text = narrow(typed).trim();
  const whole = parsePhoneNumber(text);
  if (whole.ok) {
    const { value: number, extension } = whole;
    return extension ? { number, extension } : null;
  }
  const [, before = '', extension = ''] = HYPHENED.exec(text) ?? [];
  const main = parsePhoneNumber(before);
  return main.ok ? { number: main.value, extension } : null;
}

/**
 * Reads a telephone number. Errors, the first that holds: empty, characters, number.
 *
 * @param {unknown} typed
 * @returns {PhoneNumber | Refusal}
 */
export function parsePhoneNumber(typed) {
  const text = narrow(typed).trim();
  if (!text) return refuse('empty');
  const [before, after] = split(text);
  const dialled = before.replace(/[\s\-\u2010-\u2015()（）.]/g, '');
  if (!/^\+?[0-9]+$/.test(dialled) || !/^[0-9]{0,6}$/.test(after)) return refuse('characters');
  const digits = dialled.replace(/^(?:\+86|0086|86(?=1[3-9][0-9]{9}$))/, '');
  const extension = after || null;
  if (/^1[3-9][0-9]{9}$/.test(digits)) {
    return { ok: true, value: digits, kind: 'mobile', e164: `+86${digits}`, extension };
  }
  // From abroad the area code is dialled without its 0.
  const abroad = /^(?:\+86|0086)/.test(dialled) && digits[0] !== '0';
  const found = LANDLINE.exec(abroad ? `0${digits}` : digits);
  if (!found) return refuse('number');
  const area = found[1] ?? found[3];
  const number = found[2] ?? found[4];
  const e164 = `+86${area.slice(1)}${number}`;
  return { ok: true, value: `${area}-${number}`, kind: 'landline', e164, extension };
}
