// What is typed in words becomes what a form keeps: numbers and dates in the spellings that people use.
import { parseIdentityNumber } from '../rules/identity_number.js';
import { parsePhoneNumber } from '../rules/phone_number.js';
import { readTyped } from '../rules/typed_date.js';

/** @type {Record<string, (text: string, today: string) => string>} */
const READERS = { phone: phoneNumber, id_number: identityNumber, partial_date: partialDate };

/** @param {string} text */
function phoneNumber(text) {
  const read = parsePhoneNumber(text);
  // No form keeps an extension: rather an error than a number without it.
  return read.ok && !read.extension ? read.value : text;
}

/** @param {string} text @param {string} today */
function identityNumber(text, today) {
  const read = parseIdentityNumber(text, today);
  return read.ok ? read.value : text;
}

/** @param {string} text */
function partialDate(text) {
  return readTyped(text) ?? text;
}

/**
 * Reads words that were typed into a field.
 *
 * @param {string} type The field's: phone, id_number, text …
 * @param {string} text
 * @param {string} today
 * @returns {string} As the form keeps it; what cannot be read stays as it was typed, and is judged so
 */
export const storedWords = (type, text, today) => READERS[type]?.(text, today) ?? text;

/** Whether what is typed may differ from what is kept. @param {string} type */
export const isRead = (type) => type in READERS;
