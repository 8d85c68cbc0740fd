// What the operators and functions of expressions make of their values; null is "not known".
import { ageInDays, ageInMonths, ageInYears } from '../rules/ages.js';
import { addDays, addMonths, daysBetween, isDay } from '../rules/dates.js';
import { birthDateOf, isIdentityNumber, sexOf } from '../rules/identity_number.js';
import { ExpressionError } from './expression_error.js';
import { isSet } from './values.js';

/** @typedef {import('./load.js').Value} Value */
/** @typedef {import('./expressions.js').Closure} Closure */
/** @typedef {{ least: number, most: number, build: (args: Closure[]) => Closure }} BuiltIn */

const MOST_ARGUMENTS = 99;
/** Added before rounding half up, so that 1.005 rounds as people write it. */
const ROUNDING = 1e-9;

/**
 * A condition's answer; null counts as false.
 *
 * @param {Value} value
 * @returns {boolean}
 * @throws {ExpressionError} type_error for anything but a boolean
 */
export function truth(value) {
  if (value === null || value === undefined) return false;
  if (typeof value !== 'boolean') throw new ExpressionError('type_error', 'not a condition');
  return value;
}

/** @param {Value} value */
function number(value) {
  if (typeof value !== 'number') throw new ExpressionError('type_error', 'not a number');
  return value;
}

/** @param {Value} value */
function day(value) {
  if (!isDay(value)) throw new ExpressionError('type_error', 'not a date');
  return value;
}

/**
 * @param {Value} value
 * @returns {Value[]}
 */
function list(value) {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new ExpressionError('type_error', 'not a list');
  return value;
}

/**
 * @param {Value} a
 * @param {Value} b
 */
const sameKind = (a, b) => typeof a === typeof b && Array.isArray(a) === Array.isArray(b);

/**
 * @param {Value} a
 * @param {Value} b
 * @returns {boolean}
 */
function equal(a, b) {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, at) => equal(item, b[at]));
}

/**
 * Compares two values. With null on either side nothing holds, `!=` neither.
 *
 * @param {string} sign
 * @param {Value} a
 * @param {Value} b
 * @returns {boolean}
 * @throws {ExpressionError} type_error
 */
export function compare(sign, a, b) {
  if (a === null || b === null) return false;
  if (sign === '==') return equal(a, b);
  if (sign === '!=') return !equal(a, b);
  if (sign === 'in') return list(b).some((item) => equal(a, item));
  if (!sameKind(a, b) || (typeof a !== 'number' && typeof a !== 'string')) {
    throw new ExpressionError('type_error', sign);
  }
  if (sign === '<') return a < b;
  if (sign === '<=') return a <= b;
  return sign === '>' ? a > b : a >= b;
}

/**
 * Arithmetic. With null on either side, and by zero, it is null.
 *
 * @param {string} sign
 * @param {Value} a
 * @param {Value} b
 * @returns {number | null}
 * @throws {ExpressionError} type_error
 */
export function calculate(sign, a, b) {
  if (a === null || b === null) return null;
  const left = number(a);
  const right = number(b);
  if (sign === '+') return left + right;
  if (sign === '-') return left - right;
  if (sign === '*') return left * right;
  return right === 0 ? null : left / right;
}

/** @param {Value} value */
export const negative = (value) => (value === null ? null : -number(value));

/**
 * @param {Value} value
 * @param {Value} digits
 */
function round(value, digits) {
  const power = 10 ** Math.trunc(number(digits));
  const size = Math.floor(Math.abs(number(value)) * power + 0.5 + ROUNDING) / power;
  return value < 0 ? -size : size;
}

/** @param {Value} items */
function sum(items) {
  if (items === null) return null;
  const all = list(items);
  return all.includes(null) ? null : all.reduce((total, item) => total + number(item), 0);
}

/**
 * @param {Value} a
 * @param {Value} b
 */
function overlaps(a, b) {
  const others = list(b);
  return list(a).some((item) => others.some((other) => equal(item, other)));
}

/**
 * The value that no other comes before; nulls are skipped.
 *
 * @param {'<' | '>'} sign
 * @returns {(...values: Value[]) => Value}
 */
const first =
  (sign) =>
  (...values) =>
    values.filter((value) => value !== null).reduce(
      (best, value) => (best === null || compare(sign, value, best) ? value : best),
      null,
    );

/** @param {(birth: string, on: string) => Value} age */
const age = (age) => (/** @type {Value} */ birth, /** @type {Value} */ on) =>
  age(day(birth), day(on));

/** @param {(day: string, count: number) => string | null} by */
const moved = (by) => (/** @type {Value} */ from, /** @type {Value} */ count) => {
  const to = by(day(from), number(count));
  if (to === null) throw new ExpressionError('type_error', 'outside the calendar');
  return to;
};

/** @param {(number: string) => Value} part */
const ofIdentity = (part) => (/** @type {Value} */ value) =>
  isIdentityNumber(value) ? part(value) : null;

/**
 * @param {number} least
 * @param {number} most
 * @param {(...values: Value[]) => Value} work
 * @returns {BuiltIn}
 */
const eager = (least, most, work) => ({
  least,
  most,
  build: (args) => (scope) => work(...args.map((arg) => arg(scope))),
});

/**
 * A function that is null when any of its values is.
 *
 * @param {number} count
 * @param {(...values: Value[]) => Value} work
 */
const known = (count, work) =>
  eager(count, count, (...values) => (values.includes(null) ? null : work(...values)));

/** @type {BuiltIn} */
const coalesce = {
  least: 1,
  most: MOST_ARGUMENTS,
  build: (args) => (scope) => {
    for (const arg of args) {
      const value = arg(scope);
      if (isSet(value)) return value;
    }
    return null;
  },
};

/** Only the taken branch is worked out. @type {BuiltIn} */
const choose = {
  least: 3,
  most: 3,
  build:
    ([condition, yes, no]) =>
    (scope) =>
      truth(condition(scope)) ? yes(scope) : no(scope),
};

/** Stands here for its arity; the compiler builds it, from a name. @type {BuiltIn} */
const score = { least: 1, most: 1, build: () => () => null };

/**
 * The built-in functions, by name.
 *
 * @type {ReadonlyMap<string, BuiltIn>}
 */
export const functions = new Map([
  ['is_set', eager(1, 1, isSet)],
  ['count', eager(1, 1, (items) => list(items).length)],
  ['sum', eager(1, 1, sum)],
  ['min_of', eager(1, MOST_ARGUMENTS, first('<'))],
  ['max_of', eager(1, MOST_ARGUMENTS, first('>'))],
  ['coalesce', coalesce],
  ['if', choose],
  ['overlaps', eager(2, 2, overlaps)],
  ['score', score],
  ['round', known(2, round)],
  ['floor', known(1, (value) => Math.floor(number(value)))],
  ['age_years', known(2, age(ageInYears))],
  ['age_months', known(2, age(ageInMonths))],
  ['age_days', known(2, age(ageInDays))],
  ['days_between', known(2, (from, to) => daysBetween(day(from), day(to)))],
  ['id_birth_date', known(1, ofIdentity(birthDateOf))],
  ['id_sex', known(1, ofIdentity(sexOf))],
  ['add_days', known(2, moved(addDays))],
  ['add_months', known(2, moved(addMonths))],
]);
