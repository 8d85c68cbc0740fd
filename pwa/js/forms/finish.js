// What finishing a form leaves behind.
import { FormScope } from './form_scope.js';
import { isSet } from './values.js';

/** @typedef {import('./form_scope.js').Context} Context */
/** @typedef {import('./form_scope.js').FormScope} Scope */
/** @typedef {import('./load.js').Body} Body */
/** @typedef {import('./load.js').Form} Form */

/**
 * A body without the values of fields that are not shown, as it is when it is finished. A value
 * that goes may hide others: they go too.
 *
 * @param {Form} form
 * @param {Body} body Is not changed
 * @param {Context} context
 * @returns {Body}
 */
export function withoutHidden(form, body, context) {
  let left = body;
  for (;;) {
    const scope = new FormScope(form, left, context);
    const next = shownOf(form, left, scope);
    if (next === left) return left;
    left = next;
  }
}

/**
 * The same body when all of it is shown.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Scope} scope
 */
function shownOf(form, body, scope) {
  const left = { ...body };
  let hidden = false;
  for (const field of form.fields) {
    const value = body[field.id];
    if (!isSet(value)) continue;
    const shown = !scope.shows(field) ? null : shownValue(scope, field.id, value);
    if (shown === value) continue;
    hidden = true;
    if (shown === null) drop(left, field.id);
    else left[field.id] = shown;
  }
  return hidden ? left : body;
}

/**
 * The value, of a group without the columns that are not shown.
 *
 * @param {Scope} scope
 * @param {string} id
 * @param {any} value
 */
function shownValue(scope, id, value) {
  const columns = scope.form.columns.get(id);
  if (!columns || !scope.value(id)) return value;
  const rows = value.map((/** @type {Body} */ row) => {
    const inRow = scope.row(id, row);
    const hidden = columns.filter((column) => isSet(row[column.id]) && !inRow.shows(column));
    if (hidden.length === 0) return row;
    const left = { ...row };
    for (const column of hidden) delete left[column.id];
    return left;
  });
  return rows.some((/** @type {Body} */ row, /** @type {number} */ at) => row !== value[at])
    ? rows
    : value;
}

/**
 * @param {Body} body
 * @param {string} id
 */
function drop(body, id) {
  delete body[id];
  if (!Array.isArray(body._confirmed)) return;
  body._confirmed = body._confirmed.filter((field) => field !== id);
}
