// What came of knocking, while it is being said: nothing until somebody has said it.
import { addDays, isDay } from '../rules/dates.js';
import { today } from './session.js';

/** @typedef {import('./visit.js').Outcome} Outcome */
/** @typedef {{ resident: string, name: string | null, tasks: { id: string, form: string }[] }} Person */

/** Those that need to be told about one person, not about a door. @type {Outcome[]} */
const OF_ONE = ['refused', 'away', 'moved', 'died'];
/** Those after which one comes again. @type {Outcome[]} */
const AGAIN = ['not_home', 'postponed', 'refused'];

/**
 * @typedef {object} Said
 * @property {Outcome | null} outcome
 * @property {string | null} who Of several people: of whom it is said
 * @property {string | null} next When one comes again: proposed, and changed in one tap
 * @property {string} words
 * @property {string} day As typed: of death, or of coming back
 * @property {string | null} reason Why it was put off
 */

/** @returns {Said} */
export const nothingSaid = () => ({
  outcome: null,
  who: null,
  next: addDays(today.value, 1),
  words: '',
  day: '',
  reason: null,
});

/** @param {Said} said */
export const isAgain = ({ outcome }) => outcome !== null && AGAIN.includes(outcome);

/** Whether it must be said of whom. @param {Said} said @param {Person[]} people */
export const isOfOne = ({ outcome }, people) =>
  outcome !== null && OF_ONE.includes(outcome) && people.length > 1;

/** Of whom it is said. @param {Said} said @param {Person[]} people */
export const peopleOf = (said, people) =>
  isOfOne(said, people) ? people.filter(({ resident }) => resident === said.who) : people;

/**
 * What is still to be said before it can be noted.
 *
 * @param {Said} said
 * @param {Person[]} people
 * @returns {'outcome' | 'who' | 'reason' | 'again' | 'died_on' | 'back_on' | null}
 */
export function lackingOf(said, people) {
  if (!said.outcome) return 'outcome';
  if (peopleOf(said, people).length === 0) return 'who';
  if (said.outcome === 'postponed' && !said.reason) return 'reason';
  if (isAgain(said) && !(said.next && said.next >= today.value)) return 'again';
  if (said.outcome === 'died' && said.day && !pastDate(said.day)) return 'died_on';
  if (said.outcome === 'away' && said.day && !comingDay(said.day)) return 'back_on';
  return null;
}

/** What was said, with days as they are kept. @param {Said} said @returns {Said} */
export const inDates = (said) => ({
  ...said,
  day: (said.outcome === 'died' ? pastDate(said.day) : comingDay(said.day)) ?? '',
});

/** The columns of the visit's rows that an outcome fills. @param {Said} said */
export function columnsOf(said) {
  const { outcome, next, words, day, reason } = said;
  /** @type {Record<string, any>} */
  const columns = {};
  if (isAgain(said) && next) columns.item_next_attempt_date = next;
  if (outcome === 'refused' && words) columns.item_refusal_reason = words;
  if (outcome === 'moved' && words) columns.item_moved_to = words;
  if (outcome === 'died' && day) columns.item_died_on = day;
  if (outcome === 'postponed') columns.item_postponed_reason = reason;
  return columns;
}

/** A day, a month or a year up to today, as people remember it; null: there is none such. @param {string} text */
function pastDate(text) {
  const date = partialDate(text);
  const from = `${date}-01-01`.slice(0, 10);
  return isDay(from) && [4, 7, 10].includes(date.length) && from <= today.value ? date : null;
}

/** A day from today on. @param {string} text */
function comingDay(text) {
  const date = partialDate(text);
  return isDay(date) && date >= today.value ? date : null;
}

/** @param {string} text */
function partialDate(text) {
  const written = text.normalize('NFKC').trim();
  const parts = /^\d+$/.test(written)
    ? [written.slice(0, 4), written.slice(4, 6), written.slice(6)]
    : written.split(/\D+/);
  return parts
    .filter(Boolean)
    .map((part) => part.padStart(2, '0'))
    .join('-');
}
