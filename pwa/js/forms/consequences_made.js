// The operations that a cause brings with it, as they are made.
import { naturalId } from '../rules/natural_keys.js';
import { stands } from './front_page_documents.js';
import { same } from './values.js';

/** @import { Cause } from './consequences.js' */
/** @import { Forms, RecordDocument } from './front_page_documents.js' */

/**
 * @typedef {object} Consequence
 * @property {string} id
 * @property {string} cause  The operation that brings it about
 * @property {string} device
 * @property {string} actor
 * @property {string} captured_at
 * @property {string} form
 * @property {number} form_version
 * @property {string} document
 * @property {'create' | 'patch'} kind
 * @property {Record<string, {from: any, to: any}>} changes
 * @property {true} [finish]
 */

/** What one cause makes, and the documents that stand before it. */
export class Made {
  /** @type {Consequence[]} */
  operations = [];

  /**
   * @param {Forms} forms
   * @param {Cause} cause
   */
  constructor(forms, { operation, documents = [] }) {
    this.forms = forms;
    this.operation = operation;
    this.documents = new Map(documents.map((document) => [document.id, document]));
  }

  /**
   * The documents of a form that were not taken back, by id.
   *
   * @param {string} form
   */
  standing(form) {
    return [...this.documents.values()]
      .filter((document) => document.form === form && stands(document))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /**
   * @param {string} form
   * @param {string[]} key
   */
  find(form, key) {
    return this.documents.get(naturalId(form, ...key));
  }

  /**
   * Creates a document of a natural key, if there is none.
   *
   * @param {string} form
   * @param {string[]} key
   * @param {string} resident
   * @param {Record<string, any>} values
   */
  create(form, key, resident, values) {
    const document = naturalId(form, ...key);
    if (this.documents.has(document)) return;
    const set = Object.entries({ '@resident': resident, ...values });
    this.write('create', form, document, set.map(([part, to]) => [part, null, to]));
  }

  /**
   * Changes values of a document that stands.
   *
   * @param {RecordDocument} document
   * @param {Record<string, any>} values
   */
  patch({ id, form, body }, values) {
    const set = Object.entries(values);
    this.write('patch', form, id, set.map(([part, to]) => [part, body[part] ?? null, to]));
  }

  /**
   * Adds an operation, unless it would change nothing.
   *
   * @param {'create' | 'patch'} kind
   * @param {string} form
   * @param {string} document
   * @param {[part: string, from: any, to: any][]} parts
   */
  write(kind, form, document, parts) {
    const changed = parts.filter(([, from, to]) => !same(from, to));
    if (!changed.length) return;
    const { id: cause, device, actor, captured_at } = this.operation;
    this.operations.push({
      id: naturalId('operation', cause, document, kind),
      cause,
      device,
      actor,
      captured_at,
      form,
      form_version: this.forms.get(form)?.version ?? 1,
      document,
      kind,
      changes: Object.fromEntries(changed.map(([part, from, to]) => [part, { from, to }])),
      ...(kind === 'create' && { finish: /** @type {const} */ (true) }),
    });
  }
}
