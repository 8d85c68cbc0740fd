// What came of knocking, while it is being said: nothing until somebody has said it.
import { addDays } from '../rules/dates.js';
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
 * @property {string} day
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
 * @returns {'outcome' | 'who' | 'reason' | null}
 */
export function lackingOf(said, people) {
  if (!said.outcome) return 'outcome';
  if (peopleOf(said, people).length === 0) return 'who';
  return said.outcome === 'postponed' && !said.reason ? 'reason' : null;
}

/** The columns of the visit's rows that an outcome fills. @param {Said} said */
export function columnsOf(said) {
  const { outcome, next, words, day, reason } = said;
  /** @type {Record<string, any>} */
  const columns = {};
  if (isAgain(said) && next) columns.item_next_attempt_date = next;
  if (outcome === 'refused' && words) columns.item_refusal_reason = words;
  if (outcome === 'moved' && words) columns.item_moved_to = words;
  if (outcome === 'died' && day) columns.item_died_on = partialDate(day);
  if (outcome === 'postponed') columns.item_postponed_reason = reason;
  return columns;
}

/** A day, a month or a year, as people remember it. @param {string} text */
function partialDate(text) {
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].filter(Boolean).join('-');
}
