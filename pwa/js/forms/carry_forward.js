// What a new document starts with: last time's values, the other form's at one door, what is known.
import { valueOrNull } from './expressions.js';
import { FormScope } from './form_scope.js';
import { typeError } from './type_errors.js';
import { isSet } from './values.js';

/** @typedef {import('./form_scope.js').Context} Context */
/** @typedef {import('./load.js').Body} Body */
/** @typedef {import('./load.js').Field} Field */
/** @typedef {import('./load.js').Form} Form */
/** @typedef {import('./load.js').Value} Value */
/** @typedef {'same_day' | 'channel' | 'prefill' | 'last_time' | 'default'} Origin */

/** Sets of fields that are measured once, though two forms are filled in at one door. */
const ENTERED_ONCE = new Set([
  'follow_up_blood_pressure',
  'weight_goal',
  'tobacco_alcohol_goal',
  'exercise_goal',
]);
/** The dialect's one field that is put in from a link of the document. */
const MODE_FIELD = 'visit_mode';
/** @type {Record<string, string>} */
const MODE_OF_CHANNEL = { clinic: 'clinic', screening: 'clinic', home: 'home', telephone: 'phone' };

/**
 * What last time's document offers: `copy` is put in and marked, `tap` is taken by one tap, `show`
 * stands beside the empty field. Companion texts go with their field; rows keep their `_row`.
 *
 * @param {Form} form
 * @param {Body | null | undefined} previous Of this form and resident
 * @returns {{ copy: Body, tap: Body, show: Body }}
 */
export function lastTime(form, previous) {
  /** @type {{ copy: Body, tap: Body, show: Body }} */
  const offers = { copy: {}, tap: {}, show: {} };
  if (!previous) return offers;
  for (const field of form.fields) {
    /** @type {'copy' | 'tap' | 'show' | undefined} */
    const how = (field.of ?? field).definition.carry_forward;
    const value = previous[field.id];
    if (how && mayPutIn(field, value)) offers[how][field.id] = value;
  }
  return offers;
}

/**
 * What another form, filled in on the same day for the same resident, has measured already.
 *
 * @param {Form} form The one that is opened
 * @param {Form} other
 * @param {Body} body Of the other form
 * @returns {Body}
 */
export function sameDayValues(form, other, body) {
  /** @type {Body} */
  const values = {};
  for (const field of form.fields) {
    const set = setOf(field);
    const twin = other.byId.get(field.id);
    if (set === null || !twin || setOf(twin) !== set) continue;
    if (mayPutIn(field, body[field.id])) values[field.id] = body[field.id];
  }
  return values;
}

/** @param {Field} field */
function setOf(field) {
  const { set } = (field.of ?? field).definition;
  return ENTERED_ONCE.has(set) ? set : null;
}

/**
 * Whether a value can be put into a new document: set, without an error, nothing of it retired.
 *
 * @param {Field} field
 * @param {Value} value
 */
function mayPutIn(field, value) {
  if (field.computed || field.definition.retired || !isSet(value)) return false;
  if (typeError(field, value) !== null) return false;
  const chosen = Array.isArray(value) ? value : [value];
  return !field.options.some(({ code, retired }) => retired && chosen.includes(code));
}

/**
 * @typedef {object} Opening
 * @property {Context} context `previous` is last time's document
 * @property {string | null} [channel] How the service came about
 * @property {{ form: Form, body: Body }[]} [sameDay] Other forms of this resident and day
 * @property {ReadonlySet<string>} [sections] Of a station: nothing is put in elsewhere
 * @property {boolean} [late] Entered later from paper: nothing is taken from today
 */

/**
 * Opens a new document: its first body, and of each value where it comes from. The other form's
 * value goes before what is known, that before last time's, that before the form's default.
 *
 * @param {Form} form
 * @param {Opening} opening
 * @returns {{ body: Body, origins: Record<string, Origin> }}
 */
export function openDocument(form, { context, channel, sameDay = [], sections, late = false }) {
  /** @type {Body} */
  const body = {};
  /** @type {Record<string, Origin>} */
  const origins = {};
  /** @param {Body} values @param {Origin} origin */
  const putIn = (values, origin) => {
    for (const [id, value] of Object.entries(values)) {
      const section = form.byId.get(id)?.section ?? '';
      if (isSet(body[id]) || (sections && !sections.has(section))) continue;
      body[id] = value;
      origins[id] = origin;
    }
  };
  for (const other of sameDay) putIn(sameDayValues(form, other.form, other.body), 'same_day');
  putIn(modeFrom(form, channel), 'channel');
  if (!late) putIn(prefilled(form, body, context), 'prefill');
  putIn(lastTime(form, context.previous).copy, 'last_time');
  putIn(defaultsOf(form.fields), 'default');
  return { body, origins };
}

/**
 * @param {Form} form
 * @param {string | null | undefined} channel
 * @returns {Body}
 */
function modeFrom(form, channel) {
  const field = form.byId.get(MODE_FIELD);
  const mode = MODE_OF_CHANNEL[channel ?? ''];
  return field && mayPutIn(field, mode) ? { [MODE_FIELD]: mode } : {};
}

/**
 * How a service came about, by what its form says: who changes the mode has changed this too.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {string | undefined} channel Through which it was opened; it stands while the mode agrees
 * @returns {string | undefined}
 */
export function channelOf(form, body, channel) {
  const mode = form.byId.has(MODE_FIELD) && body[MODE_FIELD];
  if (!mode || MODE_OF_CHANNEL[channel ?? ''] === mode) return channel;
  return Object.keys(MODE_OF_CHANNEL).find((one) => MODE_OF_CHANNEL[one] === mode) ?? channel;
}

/**
 * What a new row of a group starts with: the defaults of its columns. Its `_row` is not made here.
 *
 * @param {Form} form
 * @param {string} group
 * @returns {Body}
 */
export const openRow = (form, group) => defaultsOf(form.columns.get(group) ?? []);

/**
 * @param {readonly Field[]} fields
 * @returns {Body}
 */
const defaultsOf = (fields) =>
  Object.fromEntries(
    fields
      .filter((field) => mayPutIn(field, field.definition.default))
      .map(({ id, definition }) => [id, definition.default]),
  );

/**
 * What is known of empty fields before anybody answers. Each sees those before it.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Context} context
 * @returns {Body}
 */
function prefilled(form, body, context) {
  /** @type {Body} */
  const values = {};
  for (const field of form.fields) {
    const text = field.definition.prefill;
    if (!text || isSet(body[field.id])) continue;
    const value = valueOrNull(text, new FormScope(form, { ...body, ...values }, context));
    if (mayPutIn(field, value)) values[field.id] = value;
  }
  return values;
}

/**
 * What is proposed beside empty fields that are shown; never put in without a tap. In paper
 * entered later, what would have been put in is only proposed too.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Context} context
 * @param {{ late?: boolean }} [how]
 * @returns {Body}
 */
export function suggestions(form, body, context, { late = false } = {}) {
  const scope = new FormScope(form, body, context);
  /** @type {Body} */
  const values = {};
  for (const field of form.fields) {
    const text = field.definition.suggest ?? (late ? field.definition.prefill : null);
    if (!text || isSet(body[field.id]) || !scope.shows(field)) continue;
    const value = valueOrNull(text, scope);
    if (mayPutIn(field, value)) values[field.id] = value;
  }
  return values;
}
