// Computed values: in no body, worked out whenever a document is read.
import { FormScope } from './form_scope.js';

/** @typedef {import('./form_scope.js').Context} Context */
/** @typedef {import('./load.js').Body} Body */
/** @typedef {import('./load.js').Form} Form */
/** @typedef {import('./load.js').Value} Value */

/**
 * The computed values of a body, by field, null where something is missing. They are shown while
 * a form is filled in.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Context} context
 * @returns {Record<string, Value>}
 */
export const compute = (form, body, context) => new FormScope(form, body, context).computed;

/**
 * A stored document as it is read, `previous` too: with its computed values, today being the
 * document's date; of a standing document the day of reading, `context.today`.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Context} context
 * @returns {Body}
 */
export function withComputed(form, body, context) {
  const served = form.kind !== 'facts' && form.date ? body[form.date] : null;
  const today = served ? String(served).slice(0, 10) : context.today;
  return { ...body, ...compute(form, body, { ...context, today }) };
}
