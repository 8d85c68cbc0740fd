// A body as the expressions of its form see it, and which of its fields are shown.
import { ExpressionError, holds, valueOrNull } from './expressions.js';
import { typeError } from './type_errors.js';
import { isSet, tidy } from './values.js';

/** @typedef {import('./load.js').Body} Body */
/** @typedef {import('./load.js').Field} Field */
/** @typedef {import('./load.js').Form} Form */
/** @typedef {import('./load.js').Value} Value */

/**
 * What an expression may know beside the document: bodies, or null.
 *
 * @typedef {object} Context
 * @property {string | null} [today] Local day of capture
 * @property {string | null} [actor]
 * @property {Body | null} [resident]
 * @property {Body | null} [household]
 * @property {Body | null} [previous] The last finished document of this form, computed included
 * @property {Body | null} [pregnancy]
 * @property {number} [result_days] How long a core field may wait for a result
 */

const BESIDE = ['resident', 'household', 'previous', 'pregnancy'];

/**
 * The value as expressions see it: null when it is not set, or not of its field's type.
 *
 * @param {Field} field
 * @param {Value} value
 * @returns {Value}
 */
const sound = (field, value) => (isSet(value) && typeError(field, value) === null ? value : null);

/** What a form's expressions see of one body. Computed values are worked out when it is made. */
export class FormScope {
  /**
   * @param {Form} form
   * @param {Body} body
   * @param {Context} context
   */
  constructor(form, body, context) {
    this.form = form;
    this.body = body;
    this.context = context;
    /** @type {Map<string, Value>} */
    this.seen = new Map();
    /** @type {Map<string | null, boolean>} */
    this.shownSections = new Map();
    /** @type {Record<string, Value>} */
    this.computed = this.compute();
  }

  /** In the order they stand: each sees those before it; of a later one it sees nothing. */
  compute() {
    const fields = this.form.fields.filter((field) => field.computed);
    for (const { id } of fields) this.seen.set(id, null);
    for (const { id, definition } of fields) {
      this.seen.set(id, tidy(valueOrNull(definition.computed, this)));
    }
    return Object.fromEntries(fields.map(({ id }) => [id, this.seen.get(id)]));
  }

  /**
   * @param {string} name
   * @returns {Value}
   */
  value(name) {
    let value = this.seen.get(name);
    if (value === undefined) {
      value = this.look(name);
      this.seen.set(name, value);
    }
    return value;
  }

  /** @param {string} name */
  look(name) {
    const field = this.form.byId.get(name);
    if (field) return sound(field, this.body[name]);
    if (name === 'today') return this.context.today ?? null;
    if (name === 'actor') return this.context.actor ?? null;
    const [head, tail] = name.split('.');
    const column = this.form.columns.get(head)?.find(({ id }) => id === tail);
    if (column) return this.column(head, column);
    if (!tail || !BESIDE.includes(head)) throw new ExpressionError('unknown_name', name);
    const beside = /** @type {Record<string, Body>} */ (this.context)[head];
    return beside?.[tail] ?? null;
  }

  /**
   * The set values of a column, over all rows.
   *
   * @param {string} group
   * @param {Field} column
   */
  column(group, column) {
    /** @type {Body[]} */
    const rows = this.value(group) ?? [];
    return rows.map((row) => sound(column, row[column.id])).filter((value) => value !== null);
  }

  /** @param {string} name */
  field(name) {
    const field = this.form.byId.get(name);
    if (field) return field;
    for (const columns of this.form.columns.values()) {
      const column = columns.find(({ id }) => id === name);
      if (column) return column;
    }
    throw new ExpressionError('unknown_name', name);
  }

  /**
   * The points of what is chosen; of several the sum; null when unset or without points.
   *
   * @param {string} name
   * @returns {number | null}
   */
  score(name) {
    return pointsOf(this.field(name), this.value(name));
  }

  /**
   * Whether a field is asked for: its section, its `show_if`, and of a companion its option.
   *
   * @param {Field} field
   */
  shows(field) {
    return this.showsSection(field.section) && showsIn(field, this);
  }

  /** @param {string | null} section */
  showsSection(section) {
    let shown = this.shownSections.get(section);
    if (shown === undefined) {
      const showIf = this.form.sections.find(({ id }) => id === section)?.showIf;
      shown = !showIf || holds(showIf, this);
      this.shownSections.set(section, shown);
    }
    return shown;
  }

  /**
   * What the expressions of a row's columns see: this row first.
   *
   * @param {string} group
   * @param {Body} row
   */
  row(group, row) {
    return new RowScope(this, group, row);
  }
}

/** One row of a group, with the form behind it. */
export class RowScope {
  /**
   * @param {FormScope} behind
   * @param {string} group
   * @param {Body} row
   */
  constructor(behind, group, row) {
    this.behind = behind;
    this.columns = behind.form.columns.get(group) ?? [];
    this.row = row;
  }

  /**
   * @param {string} name
   * @returns {Value}
   */
  value(name) {
    const column = this.columns.find(({ id }) => id === name);
    return column ? sound(column, this.row[name]) : this.behind.value(name);
  }

  /** @param {string} name */
  score(name) {
    return pointsOf(this.behind.field(name), this.value(name));
  }

  /** @param {Field} column */
  shows(column) {
    return showsIn(column, this);
  }
}

/**
 * @param {Field} field
 * @param {Value} chosen
 */
function pointsOf(field, chosen) {
  if (!isSet(chosen)) return null;
  let total = 0;
  for (const code of Array.isArray(chosen) ? chosen : [chosen]) {
    const points = field.options.find((option) => option.code === code)?.score ?? null;
    if (points === null) return null;
    total += points;
  }
  return total;
}

/**
 * @param {Field} field
 * @param {FormScope | RowScope} scope
 * @returns {boolean}
 */
function showsIn(field, scope) {
  if (field.of) {
    const chosen = scope.value(field.of.id);
    const told = Array.isArray(chosen) ? chosen.includes(field.code) : chosen === field.code;
    return told && showsIn(field.of, scope);
  }
  return !field.definition.show_if || holds(field.definition.show_if, scope);
}
