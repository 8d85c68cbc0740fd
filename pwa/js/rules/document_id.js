// Ids of documents and operations: UUID version 5 or 7, lower case with hyphens.
import { v7 } from 'uuid';

import { refuse } from './cleaning.js';

/** @typedef {import('./cleaning.js').Refusal} Refusal */
/** @typedef {{ ok: true, value: string, version: 5 | 7, unix_ms: number | null }} DocumentId */

/** A new id, version 7. Its time is the phone's clock: never used for order. */
export const newId = () => v7();

/**
 * Reads a document id. Errors, the first that holds: syntax, version.
 *
 * @param {unknown} text
 * @returns {DocumentId | Refusal}
 */
export function parseDocumentId(text) {
  const value = String(text).trim().toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) return refuse('syntax');
  if (!/^.{14}[57].{4}[89ab]/.test(value)) return refuse('version');
  if (value[14] === '5') return { ok: true, value, version: 5, unix_ms: null };
  const made = parseInt(value.slice(0, 8) + value.slice(9, 13), 16);
  return { ok: true, value, version: 7, unix_ms: made };
}
