// What is wrong, unlikely, dangerous or missing in a document.
import { compileExpression, holds, valueOrNull } from './expressions.js';
import { FormScope } from './form_scope.js';
import { isQualified, mayAwaitResults } from './qualified.js';
import { typeError } from './type_errors.js';
import { isRecord, isSet } from './values.js';

export { isSet, typeError };

/** @typedef {import('./form_scope.js').Context} Context */
/** @typedef {import('./form_scope.js').RowScope} RowScope */
/** @typedef {import('./load.js').Body} Body */
/** @typedef {import('./load.js').Definition} Definition */
/** @typedef {import('./load.js').Field} Field */
/** @typedef {import('./load.js').Form} Form */
/** @typedef {import('./load.js').Value} Value */
/** @typedef {import('./expressions.js').Scope} Scope */
/** @typedef {{ field: string, code: string }} Finding */
/** @typedef {'errors' | 'warnings' | 'alerts'} Level */

/**
 * @typedef {object} Findings
 * @property {Finding[]} errors
 * @property {Finding[]} warnings
 * @property {Finding[]} alerts
 * @property {string[]} missing_core
 * @property {string[]} awaiting
 * @property {Record<string, Value>} computed
 * @property {boolean} qualified
 */

export const ABSENT_REASONS = new Set([
  'refused',
  'unable',
  'no_equipment',
  'unknown',
  'not_applicable',
  'awaiting_result',
]);
/** @type {Record<string, Level>} */
const LEVELS = { error: 'errors', warn: 'warnings', alert: 'alerts' };

/**
 * Judges a document: unknown fields first, then wrong absence reasons, then the form's order,
 * then its checks. Fields in rows are written `medications[0].drug_name`.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Context} context
 * @returns {Findings}
 */
export function validate(form, body, context) {
  const judgement = new Judgement(form, body, context);
  judgement.strangers();
  for (const field of form.fields) judgement.field(field);
  for (const check of form.checks) judgement.check(check);
  const { errors, warnings, alerts, missing_core, awaiting } = judgement;
  const { computed } = judgement.scope;
  const qualified = isQualified(judgement);
  return { errors, warnings, alerts, missing_core, awaiting, computed, qualified };
}

/** One body at its validation: findings as they come. */
class Judgement {
  /**
   * @param {Form} form
   * @param {Body} body
   * @param {Context} context
   */
  constructor(form, body, context) {
    this.form = form;
    this.body = body;
    this.scope = new FormScope(form, body, context);
    /** @type {Finding[]} */
    this.errors = [];
    /** @type {Finding[]} */
    this.warnings = [];
    /** @type {Finding[]} */
    this.alerts = [];
    /** @type {string[]} */
    this.missing_core = [];
    /** @type {string[]} */
    this.awaiting = [];
    /** Fields and columns with an error: checks that name one are skipped. @type {Set<string>} */
    this.bad = new Set();
    /** @type {Map<string, Value>} */
    this.absent = new Map(Object.entries(isRecord(body._absent) ? body._absent : {}));
    this.confirmed = new Set(Array.isArray(body._confirmed) ? body._confirmed : []);
    this.mayAwait = mayAwaitResults(this.scope);
  }

  /**
   * @param {Level} level
   * @param {string} field
   * @param {string} code
   */
  add(level, field, code) {
    if (level === 'warnings' && code !== 'hidden_value' && this.confirmed.has(field)) return;
    const known = this[level].some((finding) => finding.field === field && finding.code === code);
    if (!known) this[level].push({ field, code });
  }

  /** Keys and reasons that the form does not know. */
  strangers() {
    for (const key of Object.keys(this.body)) {
      const own = key === '_absent' || key === '_confirmed' || this.form.byId.has(key);
      if (!own) this.add('errors', key, 'unknown_field');
    }
    for (const [field, reason] of this.absent) {
      const sound = this.form.byId.has(field) && ABSENT_REASONS.has(reason);
      if (!sound) this.add('errors', field, 'absent_reason');
    }
  }

  /** @param {Field} field */
  field(field) {
    const value = field.computed ? this.scope.computed[field.id] : this.body[field.id];
    this.one(field, value, this.scope, field.id);
  }

  /**
   * A field of the form, or a column of a row.
   *
   * @param {Field} field
   * @param {Value} value
   * @param {FormScope | RowScope} scope
   * @param {string} path
   */
  one(field, value, scope, path) {
    if (!scope.shows(field)) {
      if (isSet(value) && !field.computed) this.add('warnings', path, 'hidden_value');
      return;
    }
    if (!isSet(value)) {
      this.gap(field, scope, path);
      return;
    }
    const code = typeError(field, value) ?? limitError(field, value, scope);
    if (code) {
      this.add('errors', path, code);
      this.bad.add(field.id);
      return;
    }
    this.thresholds(field, value, path);
    if (field.type === 'group') this.rows(field, value);
  }

  /**
   * What a shown field without a value means: an error, a gap, or waiting.
   *
   * @param {Field} field
   * @param {FormScope | RowScope} scope
   * @param {string} path
   */
  gap(field, scope, path) {
    const { required, core } = field.definition;
    const reason = this.absent.get(path);
    if (required && !this.absent.has(path) && asks(required, scope) && !field.computed) {
      this.add('errors', path, 'required');
      this.bad.add(field.id);
    }
    if (!core || reason === 'not_applicable' || !asks(core, scope)) return;
    const waits = this.mayAwait && reason === 'awaiting_result';
    (waits ? this.awaiting : this.missing_core).push(path);
  }

  /**
   * @param {Field} field
   * @param {Value} value
   * @param {string} path
   */
  thresholds(field, value, path) {
    for (const step of field.definition.warn ?? []) {
      if (passes(value, step)) this.add('warnings', path, codeOf(step));
    }
    for (const step of field.definition.alert ?? []) {
      if (passes(value, step)) this.add('alerts', path, codeOf(step));
    }
  }

  /**
   * @param {Field} group
   * @param {Body[]} rows
   */
  rows(group, rows) {
    const columns = this.form.columns.get(group.id) ?? [];
    for (const [at, row] of rows.entries()) {
      const path = `${group.id}[${at}]`;
      for (const key of Object.keys(row)) {
        const own = key === '_row' || columns.some(({ id }) => id === key);
        if (!own) this.add('errors', `${path}.${key}`, 'unknown_field');
      }
      const scope = this.scope.row(group.id, row);
      for (const column of columns) {
        this.one(column, row[column.id], scope, `${path}.${column.id}`);
      }
    }
  }

  /** @param {Definition} check */
  check({ when, level, code, fields }) {
    if (compileExpression(when).names.some((name) => this.bad.has(name))) return;
    if (holds(when, this.scope)) this.add(LEVELS[level], fields[0], code);
  }
}

/**
 * Whether something is asked for: always, or when a condition holds.
 *
 * @param {true | 'always' | { when: string }} asked
 * @param {Scope} scope
 */
const asks = (asked, scope) => typeof asked !== 'object' || holds(asked.when, scope);

/**
 * @param {Field} field
 * @param {Value} value
 * @param {Scope} scope
 */
function limitError({ definition: { min, max } }, value, scope) {
  const least = limitOf(min, scope);
  if (least !== null && value < least) return 'min';
  const most = limitOf(max, scope);
  return most !== null && value > most ? 'max' : null;
}

/**
 * A limit; null does not bind.
 *
 * @param {number | string | undefined} limit
 * @param {Scope} scope
 */
const limitOf = (limit, scope) =>
  typeof limit === 'string' ? valueOrNull(limit, scope) : (limit ?? null);

/**
 * @param {number} value
 * @param {Definition} step
 */
const passes = (value, step) =>
  value < step.below || value > step.above || value >= step.at_least || value <= step.at_most;

/** @param {Definition} step */
const codeOf = (step) => step.code ?? ('below' in step || 'at_most' in step ? 'low' : 'high');
