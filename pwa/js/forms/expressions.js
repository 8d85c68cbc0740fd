// Expressions of the forms, compiled once to closures; no eval, so a strict CSP holds.
import { compare, functions, negative, truth, calculate } from './expression_values.js';
import { ExpressionError } from './expression_error.js';
import { readTokens } from './expression_tokens.js';

export { ExpressionError };

/** @typedef {import('./load.js').Value} Value */

/**
 * What an expression sees. `value` answers null for what is unset, and throws ExpressionError
 * (unknown_name) for a name that nothing defines; `score` gives the points of a choice.
 *
 * @typedef {object} Scope
 * @property {(name: string) => Value} value
 * @property {(name: string) => number | null} [score]
 */

/** @typedef {(scope: Scope) => Value} Closure */
/** @typedef {Closure & { names: readonly string[] }} Expression Its names, in order */

const MOST_DEEP = 32;
const LITERALS = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const KEYWORDS = new Set(['and', 'or', 'not', 'in', ...LITERALS.keys()]);
const COMPARISONS = ['==', '!=', '<=', '>=', '<', '>', 'in'];

/** @type {Map<string, Expression>} */
const compiled = new Map();

/**
 * Compiles an expression; the same text is compiled once.
 *
 * @param {string} text
 * @returns {Expression}
 * @throws {ExpressionError} parse_error, unknown_function, arity. The closure throws type_error,
 *   and what its scope throws.
 */
export function compileExpression(text) {
  let expression = compiled.get(text);
  if (!expression) {
    const parser = new Parser(text);
    expression = Object.assign(parser.whole(), { names: [...parser.nameOf.values()] });
    compiled.set(text, expression);
  }
  return expression;
}

/**
 * The value of an expression, null where it cannot be worked out: what stands in a record must
 * never keep a form from being judged.
 *
 * @param {string} text
 * @param {Scope} scope
 * @returns {Value}
 */
export const valueOrNull = (text, scope) => orElse(null, () => compileExpression(text)(scope));

/**
 * Whether a condition holds; false for null, and where it cannot be worked out.
 *
 * @param {string} text
 * @param {Scope} scope
 * @returns {boolean}
 */
export const holds = (text, scope) =>
  orElse(false, () => truth(compileExpression(text)(scope)));

/**
 * @template T
 * @param {T} otherwise
 * @param {() => T} work
 */
function orElse(otherwise, work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpressionError) return otherwise;
    throw error;
  }
}

/**
 * A scope of plain values: objects for `resident.x`, lists of rows for the columns of a group.
 *
 * @param {Record<string, Value>} values
 * @returns {Scope}
 */
export function scopeOf(values) {
  const known = new Map(Object.entries(values));
  return {
    value(name) {
      if (known.has(name)) return known.get(name) ?? null;
      const [head, tail] = name.split('.');
      if (!tail || !known.has(head)) throw new ExpressionError('unknown_name', name);
      const inner = known.get(head);
      if (!Array.isArray(inner)) return inner?.[tail] ?? null;
      return inner.map((row) => row[tail] ?? null).filter((value) => value !== null);
    },
  };
}

/** Recursive descent over the tokens; each rule of the grammar gives the closure of its part. */
class Parser {
  /** @param {string} text */
  constructor(text) {
    this.tokens = readTokens(text);
    this.at = 0;
    this.depth = 0;
    /** @type {Map<Closure, string>} */
    this.nameOf = new Map();
  }

  /** @returns {Closure} */
  whole() {
    const closure = this.expression();
    if (this.at < this.tokens.length) throw new ExpressionError('parse_error');
    return closure;
  }

  /** @param {string} text */
  sees(text) {
    const token = this.tokens[this.at];
    return (token?.kind === 'word' || token?.kind === 'mark') && token.text === text;
  }

  /** @param {string} text */
  skips(text) {
    const seen = this.sees(text);
    if (seen) this.at += 1;
    return seen;
  }

  /** @param {string} text */
  expect(text) {
    if (!this.skips(text)) throw new ExpressionError('parse_error', `${text} expected`);
  }

  /** How often in a row, at most 32 times. @param {string} text */
  repeats(text) {
    let times = 0;
    while (this.skips(text)) times += 1;
    if (times > MOST_DEEP) throw new ExpressionError('parse_error', 'depth');
    return times;
  }

  /** @returns {Closure} */
  expression() {
    this.depth += 1;
    if (this.depth > MOST_DEEP) throw new ExpressionError('parse_error', 'depth');
    let left = this.conjunction();
    while (this.skips('or')) left = either(left, this.conjunction());
    this.depth -= 1;
    return left;
  }

  conjunction() {
    let left = this.negation();
    while (this.skips('and')) left = both(left, this.negation());
    return left;
  }

  negation() {
    const times = this.repeats('not');
    let closure = this.comparison();
    for (let n = 0; n < times; n += 1) closure = opposite(closure);
    return closure;
  }

  /** @returns {Closure} */
  comparison() {
    const left = this.sum();
    const sign = COMPARISONS.find((each) => this.skips(each));
    if (!sign) return left;
    const right = this.sum();
    return (scope) => compare(sign, left(scope), right(scope));
  }

  sum() {
    let left = this.product();
    while (this.sees('+') || this.sees('-')) {
      left = arithmetic(this.take().text, left, this.product());
    }
    return left;
  }

  product() {
    let left = this.signed();
    while (this.sees('*') || this.sees('/')) {
      left = arithmetic(this.take().text, left, this.signed());
    }
    return left;
  }

  signed() {
    const times = this.repeats('-');
    let closure = this.atom();
    for (let n = 0; n < times; n += 1) closure = minus(closure);
    return closure;
  }

  take() {
    const token = this.tokens[this.at];
    if (!token) throw new ExpressionError('parse_error', 'ends too early');
    this.at += 1;
    return token;
  }

  /** @returns {Closure} */
  atom() {
    const { kind, text } = this.take();
    if (kind === 'number') return constant(Number(text));
    if (kind === 'string') return constant(text);
    if (kind === 'word') return this.word(text);
    if (text === '[') return list(this.items(']'));
    if (text !== '(') throw new ExpressionError('parse_error', text);
    const inner = this.expression();
    this.expect(')');
    return inner;
  }

  /** @param {string} close */
  items(close) {
    /** @type {Closure[]} */
    const items = [];
    if (!this.sees(close)) {
      do items.push(this.expression());
      while (this.skips(','));
    }
    this.expect(close);
    return items;
  }

  /**
   * @param {string} word
   * @returns {Closure}
   */
  word(word) {
    const literal = LITERALS.get(word);
    if (literal !== undefined) return constant(literal);
    if (KEYWORDS.has(word)) throw new ExpressionError('parse_error', word);
    if (this.skips('(')) return this.call(word);
    /** @type {Closure} */
    const closure = (scope) => scope.value(word);
    this.nameOf.set(closure, word);
    return closure;
  }

  /**
   * @param {string} name
   * @returns {Closure}
   */
  call(name) {
    const known = functions.get(name);
    if (!known) throw new ExpressionError('unknown_function', name);
    const args = this.items(')');
    if (args.length < known.least || args.length > known.most) {
      throw new ExpressionError('arity', name);
    }
    return name === 'score' ? this.score(args[0]) : known.build(args);
  }

  /**
   * `score` takes a name, not a value: the points stand at the field's options.
   *
   * @param {Closure} of
   * @returns {Closure}
   */
  score(of) {
    const name = this.nameOf.get(of);
    if (name === undefined) throw new ExpressionError('arity', 'score');
    return (scope) => scope.score?.(name) ?? null;
  }
}

/**
 * @param {Value} value
 * @returns {Closure}
 */
const constant = (value) => () => value;

/**
 * @param {Closure[]} items
 * @returns {Closure}
 */
const list = (items) => (scope) => items.map((item) => item(scope));

/**
 * @param {Closure} a
 * @param {Closure} b
 * @returns {Closure}
 */
const either = (a, b) => (scope) => truth(a(scope)) || truth(b(scope));

/**
 * @param {Closure} a
 * @param {Closure} b
 * @returns {Closure}
 */
const both = (a, b) => (scope) => truth(a(scope)) && truth(b(scope));

/**
 * @param {Closure} a
 * @returns {Closure}
 */
const opposite = (a) => (scope) => !truth(a(scope));

/**
 * @param {Closure} a
 * @returns {Closure}
 */
const minus = (a) => (scope) => negative(a(scope));

/**
 * @param {string} sign
 * @param {Closure} a
 * @param {Closure} b
 * @returns {Closure}
 */
const arithmetic = (sign, a, b) => (scope) => calculate(sign, a(scope), b(scope));
