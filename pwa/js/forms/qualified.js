// When a document is qualified, and how long a gap may wait for a laboratory.
import { daysBetween } from '../rules/dates.js';

/** @typedef {import('./form_scope.js').FormScope} FormScope */

/** Days that a result may take to come, if the county says nothing else. */
const RESULT_DAYS = 10;

/**
 * Whether, on the day of judgement, the document's results may still be on their way: up to and
 * including `result_days` after its date. Without a date nothing waits.
 *
 * @param {FormScope} scope
 * @returns {boolean}
 */
export function mayAwaitResults(scope) {
  const { form, context } = scope;
  const served = form.date && scope.value(form.date);
  if (!served || !context.today) return false;
  const days = daysBetween(served.slice(0, 10), context.today.slice(0, 10));
  return days <= (context.result_days ?? RESULT_DAYS);
}

/**
 * Whether a document with these findings is qualified (合格).
 *
 * @param {{ errors: unknown[], missing_core: unknown[], awaiting: unknown[] }} findings
 */
export const isQualified = ({ errors, missing_core, awaiting }) =>
  errors.length === 0 && missing_core.length === 0 && awaiting.length === 0;

/**
 * Whether waiting for results is the only gap: then a document counts neither as qualified nor
 * as unqualified.
 *
 * @param {{ errors: unknown[], missing_core: unknown[], awaiting: unknown[] }} findings
 */
export const isAwaiting = ({ errors, missing_core, awaiting }) =>
  errors.length === 0 && missing_core.length === 0 && awaiting.length > 0;
