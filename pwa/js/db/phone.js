// Who has a store on this phone. Names of staff stand here; nothing of a resident does.
import { newId } from '../rules/document_id.js';
import { write } from './transaction.js';

/** @typedef {import('idb').IDBPDatabase} Database */

/**
 * @typedef {object} PersonRow
 * @property {string} device
 * @property {string} name
 * @property {string} role
 * @property {string} county_key Which key of the county the letters are for
 * @property {number} wrong_pins Counted before each try: a killed app does not forget one
 * @property {number} locked_until
 * @property {boolean} readable False once the cache was dropped
 */

/**
 * @param {Database} phone
 * @returns {Promise<PersonRow[]>}
 */
export const readPeople = (phone) => phone.getAll('people');

/**
 * @param {Database} phone
 * @param {PersonRow} person
 */
export const putPerson = (phone, person) =>
  write(phone, ['people'], 'strict', (writing) => writing.objectStore('people').put(person));

/**
 * The id that all people on this phone share, made at the first enrolment.
 *
 * @param {Database} phone
 * @returns {Promise<string>}
 */
export async function phoneId(phone) {
  const known = await phone.get('phone', 'id');
  if (known) return known;
  const id = newId();
  await write(phone, ['phone'], 'strict', (writing) =>
    writing.objectStore('phone').put(id, 'id'),
  );
  return id;
}
