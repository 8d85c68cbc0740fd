// What to do about a mistake: a wrong value, the wrong person, something that did not happen.
import { bridge } from './phone.js';

/**
 * Takes a document out of the record: it did not happen. It is kept, and can be brought back.
 *
 * @param {FiledDocument} document
 * @param {string} reason In the doctor's words
 * @returns {Promise<() => Promise<void>>} Brings it back
 */
export async function didNotHappen(document, reason) {
  await bridge().keep([retiring(document, { reason })]);
  return async () => {
    await bridge().keep([retiring(document, { undo: /** @type {const} */ (true) })]);
  };
}

/** @param {FiledDocument} document @param {Partial<Keeping>} how @returns {Keeping} */
const retiring = ({ id, type, body, links }, how) => ({
  document: id,
  form: type,
  kind: 'retire',
  saw: { body, links },
  ...how,
});

/**
 * Moves a document to the person it belongs to; one operation, and the way back is another.
 *
 * @param {FiledDocument} document
 * @param {string} resident
 * @param {string} reason
 */
export async function belongsTo({ id, type, body, links }, resident, reason) {
  /** @type {Links} */
  const right = { ...links, resident };
  // The visit at which it was written down was at another door: the entry does not belong to it.
  delete right.visit;
  await bridge().keep([
    {
      document: id,
      form: type,
      kind: 'move',
      saw: { body, links },
      body,
      links: right,
      reason,
    },
  ]);
}
