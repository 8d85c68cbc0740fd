// Cuts the text of an expression into its tokens.
import { ExpressionError } from './expression_error.js';

/** @typedef {{ kind: 'number' | 'string' | 'word' | 'mark', text: string }} Token */

const LONGEST = 1000;
const MOST = 400;
const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|'([^']*)'|([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?)|(==|!=|<=|>=|[<>+\-*/(),[\]]))/y;

/**
 * The tokens of an expression, in order.
 *
 * @param {unknown} text
 * @returns {Token[]}
 * @throws {ExpressionError} parse_error
 */
export function readTokens(text) {
  if (typeof text !== 'string' || text.length > LONGEST) {
    throw new ExpressionError('parse_error', 'length');
  }
  const end = text.trimEnd().length;
  /** @type {Token[]} */
  const tokens = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    const found = TOKEN.exec(text);
    if (!found) throw new ExpressionError('parse_error', text.slice(at));
    tokens.push(tokenOf(found));
  }
  if (tokens.length > MOST) throw new ExpressionError('parse_error', 'tokens');
  return tokens;
}

/**
 * @param {RegExpExecArray} found
 * @returns {Token}
 */
function tokenOf([, number, string, word, mark]) {
  if (number !== undefined) return { kind: 'number', text: number };
  if (string !== undefined) return { kind: 'string', text: string };
  return word === undefined ? { kind: 'mark', text: mark } : { kind: 'word', text: word };
}
