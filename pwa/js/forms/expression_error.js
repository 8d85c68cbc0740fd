// What can be wrong with an expression.

/** @typedef {'parse_error' | 'unknown_name' | 'unknown_function' | 'arity' | 'type_error'} Kind */

/** An expression that cannot be read, or not be worked out; `kind` says why. */
export class ExpressionError extends Error {
  /**
   * @param {Kind} kind
   * @param {string} [what] The part that is wrong
   */
  constructor(kind, what = '') {
    super(`${kind} ${what}`.trim());
    this.name = 'ExpressionError';
    this.kind = kind;
  }
}
