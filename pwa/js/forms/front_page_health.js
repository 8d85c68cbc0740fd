// What a front page says of a resident's health: populations, conditions, medicines, allergies.
import { isDay } from '../rules/dates.js';
import { daysOn, monthsOn } from './schedule_offsets.js';
import { isSet } from './values.js';

/** @import { Clock } from './schedule_clock.js' */
/** @import { Entry } from './front_page_view.js' */

/** In the order of the page. */
export const POPULATIONS = [
  'child',
  'maternal',
  'elderly',
  'hypertension',
  'type_2_diabetes',
  'severe_mental_illness',
  'tuberculosis',
  'disability',
];
/** A child to the last day of six years, elderly from 65: norms of those populations. */
const CHILD_MONTHS = 7 * 12;
const ELDERLY_MONTHS = 65 * 12;
/** So long after the end of a pregnancy the mother is looked after. */
const AFTER_BIRTH_DAYS = 42;

/** Programmes that are no condition. */
const NO_CONDITION = ['maternal', 'disability'];
/** Programme -> disease, where their codes differ. */
const DISEASE_OF = /** @type {Record<string, string>} */ ({ type_2_diabetes: 'diabetes' });

/** Where medicines are listed, and how a form says that there are none. */
const MEDICINES = /** @type {Record<string, {rows: string, asked: string}>} */ ({
  hypertension_follow_up: { rows: 'medications', asked: 'medication_adherence' },
  diabetes_follow_up: { rows: 'medications', asked: 'medication_adherence' },
  health_examination: { rows: 'current_medications', asked: 'medication_status' },
  smi_follow_up: { rows: 'psychiatric_medications', asked: 'smi_adherence' },
});

/**
 * Whether a pregnancy makes its mother one to look after.
 *
 * @param {Entry} document
 * @param {Clock} clock
 */
function isMaternal({ form, body }, clock) {
  if (form !== 'pregnancy') return false;
  if (!body.pregnancy_outcome) return true;
  const endedOn = body.outcome_date;
  return Boolean(endedOn) && !clock.reached(daysOn(endedOn, AFTER_BIRTH_DAYS + 1));
}

/**
 * The populations a resident belongs to.
 *
 * @param {Record<string, any>} body  Of resident_basic, as the lane sees it
 * @param {Entry[]} documents  Standing ones
 * @param {Clock} clock
 */
export function populationsOf(body, documents, clock) {
  const found = new Set(body.managed_programmes ?? []);
  const born = body.birth_date;
  if (isDay(born) && clock.reached(born)) {
    if (!clock.reached(monthsOn(born, CHILD_MONTHS))) found.add('child');
    if (clock.reached(monthsOn(born, ELDERLY_MONTHS))) found.add('elderly');
  }
  if (documents.some((doc) => isMaternal(doc, clock))) found.add('maternal');
  if (isSet(body.disabilities) && !body.disabilities.includes('none')) found.add('disability');
  return POPULATIONS.filter((population) => found.has(population));
}

/**
 * Past diseases, then programmes that have none.
 *
 * @param {Record<string, any>} body  Of resident_basic, as the lane sees it
 */
export function conditionsOf(body) {
  const programmes = (body.managed_programmes ?? [])
    .filter((/** @type {string} */ programme) => !NO_CONDITION.includes(programme))
    .map((/** @type {string} */ programme) => DISEASE_OF[programme] ?? programme);
  /** @type {{code: string, since: string | null, text: string | null, managed: boolean}[]} */
  const conditions = (body.past_diseases ?? [])
    .filter((/** @type {any} */ row) => row.disease)
    .map((/** @type {any} */ row) => ({
      code: row.disease,
      since: row.disease_diagnosed_on ?? null,
      text: row[`disease__${row.disease}`] ?? null,
      managed: programmes.includes(row.disease),
    }));
  for (const code of programmes)
    if (!conditions.some((condition) => condition.code === code))
      conditions.push({ code, since: null, text: null, managed: true });
  return conditions;
}

/**
 * The newest document of each source that lists medicines or says that there are none; of one
 * drug the newest line.
 *
 * @param {Entry[]} documents  Oldest first
 */
export function medicinesOf(documents) {
  /** @type {Map<string, {document: Entry, rows: Record<string, any>[]}>} */
  const newest = new Map();
  for (const document of documents) {
    const source = MEDICINES[document.form];
    if (!source) continue;
    const { [source.rows]: rows, [source.asked]: answer } = document.body;
    if (!isSet(rows) && answer !== 'none') continue;
    // Taken out first, so that the sources too stand oldest first.
    newest.delete(document.form);
    newest.set(document.form, { document, rows: rows ?? [] });
  }
  const names = new Set();
  /** @type {Record<string, any>[]} */
  const medicines = [];
  for (const { document, rows } of [...newest.values()].reverse())
    for (const row of rows) {
      const name = (row.drug_name ?? '').toLowerCase();
      if (!name || names.has(name)) continue;
      names.add(name);
      const { form, id, day } = document;
      /** @type {Record<string, any>} */
      const line = { ...row, form, document: id, date: day };
      delete line._row;
      medicines.push(line);
    }
  return medicines;
}

/** @param {Record<string, any>} body  Of resident_basic */
export function allergiesOf(body) {
  const told = body.drug_allergies;
  return {
    known: isSet(told),
    codes: (told ?? []).filter((/** @type {string} */ code) => code !== 'none'),
    text: body.drug_allergies__other ?? null,
    absent: body._absent?.drug_allergies ?? null,
  };
}
