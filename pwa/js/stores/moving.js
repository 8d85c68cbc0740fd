// A correction of the day or the way of a service: an id always says its key, so the document moves.
import { keyedId } from '../forms/document_key.js';

/** @import { Body, Form } from '../forms/load.js' */

/**
 * Where a document goes whose key was corrected; null: it stays.
 *
 * @param {Form} form
 * @param {string} document
 * @param {{ body: Body, links: Links }} saw As it stood
 * @param {Body} body As it is to be
 * @returns {string | null}
 */
export function newPlaceOf(form, document, saw, body) {
  const place = keyedId(form, body, saw.links);
  // Where the id does not say the key, nothing has to move.
  const isKeyed = keyedId(form, saw.body, saw.links) === document;
  return isKeyed && place !== document ? place : null;
}

/**
 * The move, and what was seen at the new place: what else was corrected is written there.
 *
 * @param {Form} form
 * @param {Keeping} correction A patch that changes values of the natural key too
 * @returns {{ move: Keeping, saw: { body: Body, links: Links } }}
 */
export function moveOf(form, { document, saw, body, links, reason }) {
  const before = saw ?? { body: {}, links: {} };
  const moved = { body: { ...before.body }, links: { ...before.links, ...links } };
  for (const part of form.naturalKey) {
    if (form.byId.has(part)) moved.body[part] = body?.[part];
  }
  const move = { document, form: form.id, kind: /** @type {const} */ ('move'), saw: before };
  return { move: { ...move, ...moved, ...(reason && { reason }) }, saw: moved };
}
