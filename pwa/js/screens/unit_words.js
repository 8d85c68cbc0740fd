// How a unit is said: a pair as 142/86, a list row by row, why nothing is known.
import { inWords, t } from '../i18n/language.js';
import { listed } from '../i18n/lists.js';
import { unitNamed } from '../forms/unit_changes.js';
import { formOf, hasForm, sharedWords } from '../stores/phone.js';
import { fieldValueWords, findField, itemLabel } from './record_words.js';

const ABSENT = '_absent.';

/**
 * What a unit holds, in words.
 *
 * @param {string} form
 * @param {readonly string[]} parts In form order
 * @param {Record<string, any>} held By part
 * @returns {string} Never empty
 */
export function heldWords(form, parts, held) {
  const set = parts.filter((part) => held[part] !== null && held[part] !== undefined);
  const values = set.filter((part) => !part.startsWith(ABSENT));
  const areFigures = values.every((part) => typeof held[part] === 'number');
  const words = values.map((part) => partWords(form, part, held[part]));
  if (words.length > 0) return words.join(areFigures ? '/' : t('list.separator'));
  const [reason] = set.map((part) => absenceWords(held[part]));
  return reason ?? t('common.not_filled');
}

/** @param {string} code */
function absenceWords(code) {
  const reason = sharedWords('absent_reasons', code);
  return reason ? inWords(reason.label ?? reason) : code;
}

/** @param {string} form @param {string} part @param {any} value */
function partWords(form, part, value) {
  const field = findField(form, part);
  if (field?.type !== 'group' || !Array.isArray(value)) return fieldValueWords(field, value);
  return listed(value.map((row) => rowWords(form, part, row)));
}

/**
 * A row of a list in one line, its columns in form order.
 *
 * @param {string} form
 * @param {string} group
 * @param {Record<string, any>} row
 */
export function rowWords(form, group, row) {
  const columns = hasForm(form) ? (formOf(form).columns.get(group) ?? []) : [];
  const set = columns.filter(({ id, type }) => row[id] !== undefined && type !== 'ref');
  return set.map((column) => fieldValueWords(column, row[column.id])).join(' ');
}

/** @param {string} form @param {import('../forms/units.js').Unit} unit @returns {string} What a unit is called */
export const unitLabel = (form, { first }) => itemLabel(first.together ?? first.id, form);

/**
 * What differs; of a list also in which row.
 *
 * @param {Conflict} conflict
 * @param {FiledDocument} document
 */
export function differenceWords(conflict, { type, body }) {
  const { unit, group, row } = unitNamed(formOf(type), conflict.unit);
  if (!unit) return t(conflict.unit === '@household' ? 'conflict.home' : 'conflict.belongs');
  const label = unitLabel(type, unit);
  const line = group && body[group]?.find((/** @type {any} */ one) => one._row === row);
  return line ? `${rowWords(type, group, line)} ${label}` : label;
}
