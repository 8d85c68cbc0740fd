// What every store stands on: the worker behind its bridge, and the definitions of the forms.
import { signal } from '@preact/signals';
import { loadForms } from '../forms/load.js';
import { openBridge } from '../worker/bridge.js';

/** @import { Form } from '../forms/load.js' */

/** @typedef {Record<string, { 'zh-CN': string, en: string }>} Texts By code, in both languages */

/** @type {Bridge} */
let opened;
/** @type {ReadonlyMap<string, Form>} */
let forms = new Map();
/** @type {Record<string, any>} */
let compiled = {};

/** Whether the definitions are here, so that a form can be opened. */
export const ready = signal(false);

/** The only way to the records on this phone. */
export const bridge = () => opened;

/** @param {Worker} worker */
export function connect(worker) {
  opened = openBridge(worker);
}

/** @param {Record<string, any>} definitions As compiled from forms/ */
export function takeDefinitions(definitions) {
  compiled = definitions;
  forms = loadForms(/** @type {any} */ (definitions));
  ready.value = true;
}

/**
 * @param {string} id
 * @returns {Form}
 */
export function formOf(id) {
  const form = forms.get(id);
  if (!form) throw new RangeError(`no such form: ${id}`);
  return form;
}

/** @param {string} id Whether this version of the app can fill it in */
export const hasForm = (id) => forms.has(id);

/** Every form that is loaded, by id. */
export const allForms = () => forms;

/** The rules of planning, as written. @returns {Record<string, any>} */
export const schedule = () => compiled.schedule;

/**
 * The words that stand once for all forms.
 *
 * @param {'findings' | 'errors' | 'absent_reasons' | 'lines'} kind
 * @param {string} code
 * @returns {any}
 */
export const sharedWords = (kind, code) => compiled[kind]?.[code];

/** The services that are planned, and why. @returns {Record<string, any>[]} */
export const scheduleRules = () => compiled.schedule?.rules ?? [];

/** @param {string} rule @returns {Record<string, any> | undefined} */
export const scheduleRule = (rule) => scheduleRules().find((one) => one.id === rule);

/** The code of a trouble that the bridge has told; anything else is no trouble but a fault. @param {unknown} error @returns {string} */
export function codeOf(error) {
  if (error instanceof Error && 'code' in error) return String(error.code);
  throw error;
}
