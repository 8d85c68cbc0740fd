// What a form is opened with: put in by itself, copied from last time, or only shown beside.
import { withComputed } from '../forms/compute.js';
import { compileExpression } from '../forms/expressions.js';
import { FormScope } from '../forms/form_scope.js';
import { isSet } from '../forms/values.js';

/** @import { Body, Form } from '../forms/load.js' */
/** @import { Context } from '../forms/form_scope.js' */

/** How a service reached the record -> how the person was met (forms/README, links). */
const MODE_OF_CHANNEL = /** @type {Record<string, string>} */ ({
  clinic: 'clinic',
  screening: 'clinic',
  home: 'home',
  telephone: 'phone',
});

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
 * The body of a new document: literals, what is known by itself, and what is copied from last time.
 *
 * @param {Form} form
 * @param {Context} context
 * @param {string} channel
 * @returns {{ body: Body, copied: string[] }}
 */
export function openingBody(form, context, channel) {
  /** @type {Body} */
  const body = {};
  /** @type {string[]} */
  const copied = [];
  for (const { id, definition } of form.fields) {
    const value = openingValue(definition, form, body, context);
    if (isSet(value)) body[id] = value;
    if (definition.carry_forward === 'copy' && isSet(context.previous?.[id])) {
      body[id] = context.previous?.[id];
      copied.push(id);
    }
  }
  const mode = MODE_OF_CHANNEL[channel];
  if (form.byId.has('visit_mode') && mode) body.visit_mode = mode;
  return { body, copied };
}

/**
 * @param {Record<string, any>} definition
 * @param {Form} form
 * @param {Body} body
 * @param {Context} context
 */
function openingValue(definition, form, body, context) {
  if ('default' in definition) return definition.default;
  if (!('prefill' in definition)) return null;
  return compileExpression(definition.prefill)(new FormScope(form, body, context));
}

/**
 * What stands on the screen is not always sent: a value whose question has gone, or that is computed, stays here.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Context} context
 * @returns {Body}
 */
export function bodyToKeep(form, body, context) {
  const scope = new FormScope(form, body, context);
  const shown = new Set(
    form.fields.filter((field) => !field.computed && scope.shows(field)).map(({ id }) => id),
  );
  /** @type {Body} */
  const kept = {};
  for (const [id, value] of Object.entries(body)) {
    if (shown.has(id) && isSet(value)) kept[id] = value;
  }
  return { ...kept, ...marksToKeep(body, shown) };
}

/** @param {Body} body @param {Set<string>} shown */
function marksToKeep(body, shown) {
  const absent = Object.entries(body._absent ?? {}).filter(
    ([id]) => shown.has(id) && !isSet(body[id]),
  );
  const confirmed = (body._confirmed ?? []).filter((/** @type {string} */ id) => shown.has(id));
  return {
    ...(absent.length && { _absent: Object.fromEntries(absent) }),
    ...(confirmed.length && { _confirmed: confirmed }),
  };
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
  return expression ? compileExpression(expression)(new FormScope(form, body, context)) : null;
}
