// What a form is opened with, from the folder in hand: last time's document, other forms of today.
import { openDocument } from '../forms/carry_forward.js';
import { withComputed } from '../forms/compute.js';
import { valueOrNull } from '../forms/expressions.js';
import { FormScope } from '../forms/form_scope.js';
import { formOf, hasForm } from './phone.js';

/** @import { Body, Form } from '../forms/load.js' */
/** @import { Context } from '../forms/form_scope.js' */

/**
 * The last finished document of a form about somebody, as expressions read it.
 *
 * @param {Form} form
 * @param {FiledDocument[]} documents
 * @param {Context} context
 * @param {string | null} [except] The document that is being filled in
 * @returns {{ body: Body, date: string } | null}
 */
export function previousOf(form, documents, context, except = null) {
  const earlier = documents
    .filter((one) => one.type === form.id && one.complete && !one.retired && one.id !== except)
    .map((one) => ({ id: one.id, body: one.body, date: dateOf(form, one) }))
    .sort((a, b) => (a.date + a.id < b.date + b.id ? -1 : 1));
  const last = earlier[earlier.length - 1];
  return last ? { body: withComputed(form, last.body, context), date: last.date } : null;
}

/** @param {Form} form @param {FiledDocument} document @returns {string} */
export const dateOf = (form, document) =>
  (form.date && document.body[form.date]) || document.created_on;

/**
 * The body of a new document, and which of its values were brought along rather than known.
 *
 * @param {Form} form
 * @param {FiledDocument[]} documents Of the folder
 * @param {Context} context
 * @param {string} channel
 * @returns {{ body: Body, copied: string[] }}
 */
export function openingBody(form, documents, context, channel) {
  const sameDay = documents
    .filter((one) => hasForm(one.type) && one.type !== form.id && !one.retired)
    .map((one) => ({
      form: formOf(one.type),
      body: one.body,
      on: dateOf(formOf(one.type), one),
    }))
    .filter(({ form: other, on }) => other.kind === 'encounter' && on === context.today);
  const { body, origins } = openDocument(form, { context, channel, sameDay });
  const copied = Object.keys(origins).filter((id) =>
    ['last_time', 'same_day'].includes(origins[id]),
  );
  return { body, copied };
}

/**
 * What the definition proposes for a field that is still empty, or null.
 *
 * @param {Form} form
 * @param {string} id
 * @param {Body} body
 * @param {Context} context
 */
export function proposalFor(form, id, body, context) {
  const expression = form.byId.get(id)?.definition.suggest;
  return expression ? valueOrNull(expression, new FormScope(form, body, context)) : null;
}
