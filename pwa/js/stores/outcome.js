// What came of knocking, while it is being said: nothing until somebody has said it.
import { addDays, isDay } from '../rules/dates.js';
import { readTyped } from '../rules/typed_date.js';
import { today } from './session.js';
import { wrongWithComing, wrongWithDeath } from './typed_day.js';

/** @typedef {import('./visit.js').Outcome} Outcome */
/** @typedef {{ resident: string, name: string | null, birth_date?: string | null, tasks: { id: string, form: string }[] }} Person */

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
 * @property {string} day As typed: of death, of coming back, or another one on which to come again
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
  const wrong = wrongWithDay(said, people);
  if (isAgain(said) && (wrong || !(said.next && said.next >= today.value))) return 'again';
  if (said.outcome === 'died' && wrong) return 'died_on';
  if (said.outcome === 'away' && wrong) return 'back_on';
  return null;
}

/**
 * What is wrong with the day that was typed; a day that may stay empty is not asked for.
 *
 * @param {Said} said
 * @param {Person[]} people
 */
export function wrongWithDay(said, people) {
  if (!said.day) return null;
  if (said.outcome !== 'died') return wrongWithComing(said.day, today.value);
  return wrongWithDeath(said.day, { today: today.value, birth: bornOn(said, people) });
}

/** When the one of whom it is said was born, if that is known. @param {Said} said @param {Person[]} people */
export function bornOn(said, people) {
  const [one, other] = peopleOf(said, people);
  return other ? null : (one?.birth_date ?? null);
}

/** What was said, with days as they are kept. @param {Said} said @returns {Said} */
export const inDates = (said) => ({ ...said, day: readTyped(said.day) ?? '' });

/** What another day to come again says, as typed. @param {string} text @returns {Pick<Said, 'day' | 'next'>} */
export function onAnotherDay(text) {
  const day = readTyped(text);
  return { day: text, next: isDay(day) ? day : null };
}

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
