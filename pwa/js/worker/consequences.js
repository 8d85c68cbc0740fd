// What a change brings with it, written by whoever writes the change.
import { laneOf } from '../forms/front_page_documents.js';
import { lay } from '../sync/overlay.js';
import { causeOf } from './cause.js';
import { asRecord } from './folder_view.js';

/** @typedef {import('../sync/operation.js').Unnumbered} Unnumbered */
/** @typedef {import('./laid_folders.js').LaidFolders} LaidFolders */

/** @typedef {{ operation: Unnumbered, subject: string, lane: string }} Written */

/**
 * Consequences, written by whoever writes their cause.
 *
 * @param {LaidFolders} laid
 * @param {{ operation: Unnumbered, subject: string, before: FiledDocument | null, after: FiledDocument }} cause
 * @returns {Promise<Written[]>}
 */
export async function bring(laid, cause) {
  const { forms, records } = laid.work;
  const facts = await causeOf(laid, cause);
  if (!facts) return [];
  const written = [];
  for (const made of await records.consequences(facts)) {
    const form = forms.get(made.form);
    if (!form) continue;
    const operation = consequenceOf(made, cause.operation);
    const place = await placeOf(laid, cause.subject, operation);
    lay(await laid.folder(place.subject, place.lane), operation, forms, laid.by);
    laid.residents.add(place.subject);
    written.push({ operation, ...place });
  }
  return written;
}

/**
 * As it is sent: who wrote it is told by the session.
 *
 * @param {import('../forms/consequences_made.js').Consequence} made
 * @param {Unnumbered} cause
 * @returns {Unnumbered}
 */
function consequenceOf({ actor: _, ...sent }, { captured_at_raw }) {
  return { ...sent, ...(captured_at_raw && { captured_at_raw }) };
}

/**
 * Where a consequence belongs: a child's birth event is in the child's folder.
 *
 * @param {LaidFolders} laid
 * @param {string} subject
 * @param {Unnumbered} operation
 */
async function placeOf(laid, subject, { document, form, changes, kind }) {
  const resident = changes['@resident']?.to;
  const body = Object.fromEntries(Object.entries(changes).map(([part, { to }]) => [part, to]));
  const standing = (await laid.documents(subject)).find(({ id }) => id === document);
  const shape =
    kind === 'create' || !standing ? { id: document, form, body } : asRecord(standing);
  const lane = laneOf(/** @type {any} */ (laid.work.forms), shape);
  return { subject: resident ?? standing?.links.resident ?? subject, lane };
}
