// What is kept of somebody who is established: the household where it is new, the resident, the member.
import { isSet } from '../forms/values.js';
import { storedWords } from '../forms/typed_words.js';
import { ageInYears } from '../rules/ages.js';
import { rowId } from '../rules/natural_keys.js';

/** @import { Body, Form } from '../forms/load.js' */

/**
 * @typedef {object} Known
 * @property {string} today
 * @property {string | undefined} staff
 * @property {import('../rules/identity_number.js').IdentityNumber | import('../rules/cleaning.js').Refusal | null} number What the identity number says
 */

/**
 * The body of a form from what was typed: only its own fields, as they are kept.
 *
 * @param {Form} form
 * @param {Body} said
 * @param {string} today
 * @returns {Body}
 */
export function readBody(form, said, today) {
  /** @type {Body} */
  const body = {};
  for (const [id, value] of Object.entries(said)) {
    const field = form.byId.get(id);
    if (!field) continue;
    const kept =
      typeof value === 'string' ? storedWords(field.type, value.trim(), today) : value;
    if (isSet(kept)) body[id] = kept;
  }
  return body;
}

/** From here on one consents for oneself. Source: Personal Information Protection Law, article 31. */
const OWN_CONSENT_YEARS = 14;

/** Whether somebody consents for themselves, rather than a guardian. @param {string | undefined} birth @param {string} today */
export const speaksForThemselves = (birth, today) =>
  !birth || (ageInYears(birth, today) ?? OWN_CONSENT_YEARS) >= OWN_CONSENT_YEARS;

/**
 * The resident's body: what was said, and what the app knows by itself.
 *
 * @param {Form} form
 * @param {Body} said
 * @param {Known} known
 * @returns {Body}
 */
export function personBody(form, said, { today, staff, number }) {
  const ofNumber = number?.ok
    ? {
        id_number: number.value,
        sex: number.sex,
        birth_date: number.birth_date,
        id_type: 'resident_identity_card',
      }
    : {};
  const birth = number?.ok ? number.birth_date : said.birth_date;
  const consent = said.record_consent
    ? {
        record_consent_by: speaksForThemselves(birth, today) ? 'resident' : 'guardian',
        record_consent_how: 'verbal',
        record_consent_date: today,
      }
    : {};
  return {
    record_date: today,
    record_creator: staff,
    responsible_doctor: staff,
    record_source: 'household_survey',
    id_type: said.id_number ? 'resident_identity_card' : 'none_yet',
    ...consent,
    ...readBody(form, said, today),
    ...ofNumber,
  };
}

/** @param {string} household @param {Body} body @param {string} area @returns {Keeping} */
export const householdKeeping = (household, body, area) => ({
  document: household,
  form: 'household',
  kind: 'create',
  body,
  links: { area },
  finish: true,
});

/** @param {string} resident @param {string} household @param {Body} body @returns {Keeping} */
export const residentKeeping = (resident, household, body) => ({
  document: resident,
  form: 'resident_basic',
  kind: 'create',
  body,
  links: { household, channel: 'home' },
  finish: true,
});

/**
 * The new member of a household.
 *
 * @param {string} resident
 * @param {string} household
 * @param {{ body: Body, links: Links }} before The household as it stands
 * @param {string | null} relationship To the head; null: nobody lives there yet, and this one is the head
 * @returns {Keeping}
 */
export function memberKeeping(resident, household, before, relationship) {
  const members = before.body.members ?? [];
  const isHead = relationship === null;
  const row = {
    _row: rowId(household, 'members', resident),
    member: resident,
    relationship_to_head: relationship ?? 'head',
    lives_here: true,
  };
  return {
    document: household,
    form: 'household',
    kind: 'patch',
    saw: before,
    body: {
      ...before.body,
      members: [...members, row],
      ...(isHead && { head_of_household: resident }),
    },
    links: before.links,
  };
}
