// The id that a form's natural key gives a document, and that a group's row key gives a row.
import { newId } from '../rules/document_id.js';
import { naturalId, rowId } from '../rules/natural_keys.js';
import { isSet } from './values.js';

/** @typedef {import('./load.js').Body} Body */
/** @typedef {import('./load.js').Field} Field */
/** @typedef {import('./load.js').Form} Form */

/**
 * The id that the values of the natural key give: documents with equal values are the same
 * document. Null when the form has no key or one of its values is not set.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Record<string, string | null | undefined>} links resident, household, visit …
 * @returns {string | null}
 */
export function keyedId(form, body, links) {
  const values = form.naturalKey.map((name) => (form.byId.has(name) ? body : links)[name]);
  if (values.length === 0 || !values.every(isSet)) return null;
  return naturalId(form.id, ...values);
}

/**
 * The id of a new document, made once, with its first operation.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Record<string, string | null | undefined>} links
 * @returns {string}
 */
export const documentIdFor = (form, body, links) => keyedId(form, body, links) ?? newId();

/**
 * The `_row` of a new row: by its key where the group has one, so that two phones that add it
 * offline add one.
 *
 * @param {Field} group
 * @param {string} document
 * @param {Body} row
 * @returns {string}
 */
export function rowIdFor(group, document, row) {
  /** @type {string[]} */
  const key = group.definition.row_key ?? [];
  const values = key.map((column) => row[column]);
  if (values.length === 0 || !values.every(isSet)) return newId();
  return rowId(document, group.id, ...values);
}
