// What is wrong with a value, in a sentence. A limit is said as people say it, never as its form writes it down.
import { scopeOf, valueOrNull } from '../forms/expressions.js';
import { mostCharacters, mostDecimals, mostRows } from '../forms/type_errors.js';
import { clockTime, fullDate } from '../i18n/dates.js';
import { inWords, t } from '../i18n/language.js';
import { isDay } from '../rules/dates.js';
import { extensionIn } from '../rules/phone_number.js';
import { sharedWords } from '../stores/phone.js';
import { fieldLabel, findField } from './record_words.js';

/** @typedef {import('../forms/load.js').Field} Field */
/** @typedef {import('../forms/expressions.js').Scope} Scope */
/** @typedef {'min' | 'max'} Side */

const DATES = ['date', 'partial_date', 'datetime'];
const DATE_LIMITS = /** @type {const} */ ({
  min: 'finding.not_before',
  max: 'finding.not_after',
});
const BEYOND = {
  date: /** @type {const} */ ({ min: 'finding.too_early', max: 'finding.too_late' }),
  figure: /** @type {const} */ ({ min: 'finding.too_low', max: 'finding.too_high' }),
};
/** @type {Record<string, (field: Field) => number>} */
const MOST = { decimals: mostDecimals, max_length: mostCharacters, max_rows: mostRows };
/** Whose fields an expression may name beside those of its own form. */
const BESIDE = /** @type {Record<string, string>} */ ({
  resident: 'resident_basic',
  household: 'household',
  pregnancy: 'pregnancy',
});
const NAME = /^[a-z_]\w*(\.[a-z_]\w*)?$/;

/**
 * The sentence of a finding, by its code: of the form's checks, or of the built-in errors.
 *
 * @param {string} code
 * @param {Field} [field]
 * @param {{ scope?: Scope | null, form?: string, typed?: unknown }} [at] What its expressions see, whose names they use, and what stands there
 * @returns {string}
 */
export function findingWords(code, field, at = {}) {
  const found = sharedWords('findings', code);
  if (found) return inWords(found.message);
  const error = sharedWords('errors', code);
  if (!error) return t('finding.not_taken');
  const extended = code === 'phone' && extensionIn(at.typed ?? '');
  if (extended) return t('finding.extension', extended);
  if (code === 'min' || code === 'max') return limitWords(code, field, at);
  const most = field && MOST[code]?.(field);
  return inWords(error).replace(`{${code}}`, String(most ?? ''));
}

/**
 * @param {Side} side
 * @param {Field | undefined} field
 * @param {{ scope?: Scope | null, form?: string }} at
 */
function limitWords(side, field, { scope, form }) {
  const written = field?.definition[side];
  const isDate = DATES.includes(field?.type ?? '');
  const value =
    typeof written === 'string' ? valueOrNull(written, scope ?? scopeOf({})) : written;
  const limit = valueWords(value) ?? nameWords(String(written), form);
  if (!limit) return t(BEYOND[isDate ? 'date' : 'figure'][side]);
  if (isDate) return t(DATE_LIMITS[side], { limit });
  return inWords(/** @type {any} */ (sharedWords('errors', side))).replace(`{${side}}`, limit);
}

/** A figure, a day, or of an instant its hour. @param {any} value @returns {string | null} */
function valueWords(value) {
  if (typeof value === 'number') return String(value);
  if (isDay(value)) return fullDate(value);
  return typeof value === 'string' && isDay(value.slice(0, 10)) ? clockTime(value) : null;
}

/** What a limit that is not known is called. @param {string} written @param {string} [form] */
function nameWords(written, form) {
  if (written === 'today') return t('date.today');
  if (!NAME.test(written)) return null;
  const [head, tail] = written.split('.');
  const field = tail
    ? findField(BESIDE[head] ?? form ?? '', tail)
    : findField(form ?? '', head);
  return field ? t('finding.quoted', { label: fieldLabel(field) }) : null;
}
