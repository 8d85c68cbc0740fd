// The rescue capsule: what the centre has not answered, sealed for the county, as a file that
// any phone or computer can bring home. It needs no PIN and opens nothing here.
import { readOutbox } from '../db/entries.js';
import { base64url } from '../seal/bytes.js';

/** @typedef {import('idb').IDBPDatabase} Database */

/**
 * NDJSON: a head that says from which device and for which key of the county, then one line an
 * entry. The letters' layout: docs/security.md.
 *
 * @param {Database} db
 * @param {{ device: string, county_key: string }} person
 * @returns {Promise<Blob>}
 */
export async function capsuleOf(db, { device, county_key: key }) {
  const rows = (await readOutbox(db)).filter(({ state }) => state !== 'safe');
  const head = { kind: 'doorstep-capsule', version: 1, device, key, entries: rows.length };
  const lines = rows.map(({ operation, letter }) => ({
    id: operation,
    letter: base64url(letter),
  }));
  const text = [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
  return new Blob([text], { type: 'application/x-ndjson' });
}
