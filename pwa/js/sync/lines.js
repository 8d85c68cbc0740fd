// Reads a page of a pull: lines of JSON, some of them followed by lines that are only filed.
import { NoAnswer, parsed } from './transport.js';

/** Kinds of the lines that two raw ones follow: current documents and archived ones. */
const WITH_RAW = new Set(['resident', 'household']);

/**
 * @typedef {object} Line
 * @property {string} kind
 * @property {string} [current] Raw: a JSON text that nobody needs to read
 * @property {string} [archived]
 */

/** @typedef {{ cursor: string, more: boolean, generation: string, now: string, put_back?: boolean }} End */
/** @typedef {{ lines: (Line & Record<string, any>)[], end: End }} Page */

/**
 * @param {string} text
 * @returns {Page}
 * @throws {NoAnswer} when the end is missing: a cut page is none, whatever stands in it
 */
export function readPage(text) {
  const rows = text.split('\n').filter((row) => row !== '');
  const end = parsed(rows.pop() ?? '');
  if (end?.kind !== 'end') throw new NoAnswer('cut');
  const lines = [];
  for (let at = 0; at < rows.length; at += 1) {
    const line = parsed(rows[at]);
    if (!line) throw new NoAnswer('cut');
    if (WITH_RAW.has(line.kind)) {
      line.current = rows[at + 1];
      line.archived = rows[at + 2];
      at += 2;
    } else if (line.kind === 'document') {
      line.document = parsed(rows[at + 1]);
      at += 1;
    }
    lines.push(line);
  }
  return { lines, end: /** @type {any} */ (end) };
}
