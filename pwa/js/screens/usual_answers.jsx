// Questions that one spoken sentence asks and one tap answers, of the forms that have those fields.
import * as medicines from './medicines_as_before.jsx';

/** @typedef {import('../stores/questions.js').Together} TogetherFields */

/** One file each: which fields it covers, and how it is drawn. */
const ALL = [medicines];

/** @param {string} form @returns {readonly TogetherFields[]} */
export const togethersOf = (form) =>
  ALL.map((one) => one.covers(form)).filter((one) => one !== null);

/** @param {{ question: import('../stores/questions.js').Question, isFolded: boolean }} props */
export function Together(props) {
  const Card = ALL.find(({ id }) => id === props.question.id)?.Question;
  return Card ? <Card {...props} /> : null;
}
