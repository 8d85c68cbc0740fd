// Somebody who is established, in words: the fields, what is wrong there, and what is kept of them.
import { fullDate } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { dotted } from '../i18n/lists.js';
import { person, wrongWith } from '../stores/establish.js';
import { codeWords } from './code_words.js';
import { findingWords } from './finding_words.js';
import { fieldLabel, findField } from './record_words.js';
import { placeWords } from './words.js';

/** @typedef {import('../stores/typed_day.js').Lacking} Lacking */

/** @satisfies {Record<Lacking, string>} */
const OF_A_DAY = /** @type {const} */ ({
  no_such_day: 'date.no_such_day',
  no_day: 'date.no_day',
  no_month: 'date.no_month',
  unfinished: 'date.hint',
});

/** @param {string} id */
const fieldOf = (id) => findField('resident_basic', id) ?? findField('household', id);

/** @param {string} id Of a field of the person or of the door */
export function label(id) {
  const field = fieldOf(id);
  return field ? fieldLabel(field) : id;
}

/** The sentence below a field, if there is one. @param {string} id @returns {string | undefined} */
export function errorAt(id) {
  const code = wrongWith(id);
  if (code && code in OF_A_DAY) return t(OF_A_DAY[/** @type {Lacking} */ (code)]);
  return code ? findingWords(code, fieldOf(id), { typed: person.value[id] }) : undefined;
}

/** @typedef {{ name?: string, birth_date?: string, id_number?: string, record_code?: string, record_consent?: string }} Person */

/** @param {Person} person */
const declines = ({ record_consent: consent }) => consent === 'declined';

/** What the last tap does: who declines gets no record, and that is what is noted. @param {Person} person */
export const createWords = (person) =>
  t(declines(person) ? 'establish.note_declined' : 'establish.create', { name: person.name });

/** What was done. @param {Person} person */
export const keptWords = (person) =>
  declines(person)
    ? t('establish.declined_noted', { name: person.name })
    : dotted(t('establish.kept', { name: person.name }), codeWords(person.record_code));

/** @param {string | null | undefined} day */
const dayOf = (day) => day && fullDate(day);

/**
 * Whom they may be, line by line beside what is typed.
 *
 * @param {Person} mine
 * @param {FoundResident} theirs
 */
export const twinLines = (mine, theirs) => [
  line(t('establish.name'), mine.name, theirs.name),
  line(t('establish.born'), dayOf(mine.birth_date), dayOf(theirs.birth_date)),
  line(t('establish.address'), '', placeWords(theirs.door)),
  line(t('establish.tail'), mine.id_number?.slice(-4), theirs.digits.id_number),
];

/** @param {string} of @param {string | null | undefined} mine @param {string | null | undefined} theirs */
const line = (of, mine, theirs) => ({
  label: of,
  mine: mine || t('common.not_filled'),
  theirs: theirs || t('common.not_filled'),
});
