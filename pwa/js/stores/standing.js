// What an outcome leaves standing, whatever becomes of the visit: a record closed, somebody away.
import { isDay } from '../rules/dates.js';
import { naturalId } from '../rules/natural_keys.js';
import { session, today } from './session.js';

/** @import { Body } from '../forms/load.js' */

/** @typedef {import('./outcome.js').Said} Said */

/** @type {Record<string, (said: Said) => { form: string, body: Body }>} */
const STANDS = { died: closed, moved: closed, away: absent };

/** Whether an outcome leaves more than the visit says. @param {string} outcome */
export const leavesStanding = (outcome) => outcome in STANDS;

/** @typedef {{ status: string, away: unknown } | null} Page The front page */

/** Whether the record says so already. @param {string} outcome @param {Page} page */
export const stands = (outcome, page) =>
  page?.status === 'closed' || Boolean(outcome === 'away' && page?.away);

/**
 * @param {string} resident
 * @param {Said & { outcome: string }} said
 * @param {Page} page
 * @returns {Keeping[]} None where it stands already
 */
export function standingKeepings(resident, said, page) {
  if (stands(said.outcome, page)) return [];
  const { form, body } = STANDS[said.outcome](said);
  return [
    {
      document: naturalId(form, resident, today.value),
      form,
      kind: 'create',
      body,
      links: { resident },
      finish: true,
    },
  ];
}

/** @param {Said} said */
function closed({ outcome, day, words }) {
  return {
    form: 'record_closure',
    body: {
      closed_on: today.value,
      closure_reason: outcome,
      closed_by: session.value?.staff.id,
      ...(outcome === 'died' && diedOn(day)),
      ...(outcome === 'moved' && words && { moved_to: words }),
    },
  };
}

/** A day, or that it is not known: what is known of it stands in the visit. @param {string} day */
const diedOn = (day) =>
  isDay(day) ? { death_date: day } : { _absent: { death_date: 'unknown' } };

/** @param {Said} said */
function absent({ day }) {
  return {
    form: 'absence',
    body: {
      away_since: today.value,
      absence_recorded_by: session.value?.staff.id,
      ...(day && { expected_back: day }),
    },
  };
}
