// Under which numbers somebody is reached by telephone. They lie in folders, never in the lists.
import { bridge } from './phone.js';
import { openNext } from './place.js';

/**
 * A number, and who answers it.
 *
 * @typedef {object} Telephone
 * @property {string} number As it is dialled
 * @property {'own' | 'guardian' | 'contact' | 'household'} whose
 * @property {string | null} name Of who answers, where it is known
 * @property {string | null} owner Of a number that is not their own: whose it is, in the form's code
 */

/** Why a folder was opened, for its log. */
const REASON = 'call';

/**
 * The numbers of a resident, the best first: of their own, then who answers for them.
 *
 * @param {Pick<Folder, 'resident' | 'household'>} folder
 * @returns {Telephone[]}
 */
export function telephonesOf({ resident, household }) {
  const of = resident?.body ?? {};
  const owner = of.phone_owner && of.phone_owner !== 'own' ? of.phone_owner : null;
  /** @type {[unknown, Telephone['whose'], string | null, string | null][]} */
  const all = [
    [of.phone, 'own', of.phone_owner__other ?? null, owner],
    [of.guardian_phone, 'guardian', of.guardian_name ?? null, null],
    [of.contact_phone, 'contact', of.contact_name ?? null, null],
    [household?.body.household_phone, 'household', null, null],
  ];
  const known = new Map();
  for (const [stored, whose, name, owned] of all) {
    const number = String(stored ?? '').replace(/[^\d+]/g, '');
    if (number && !known.has(number)) known.set(number, { number, whose, name, owner: owned });
  }
  return [...known.values()];
}

/**
 * Calls somebody of a list: the number comes from the folder, whose opening is logged. Where there
 * is none after all, the front page says what is missing.
 *
 * @param {string} resident
 */
export async function call(resident) {
  const folder = await bridge().openFolder(resident, { reason: REASON });
  const [first] = telephonesOf(folder);
  if (first) location.href = `tel:${first.number}`;
  else openNext('resident', { resident });
}
