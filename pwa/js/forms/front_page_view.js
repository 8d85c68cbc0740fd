// A resident's standing documents made ready: each with its lane and day, oldest first.
import { compute } from './compute.js';
import { closureOf, dayOf, inOrder, isFinished, laneOf, seenIn, stands } from './front_page_documents.js';

/** @import { Forms, RecordDocument } from './front_page_documents.js' */
/** @import { FlatDocument } from './schedule_expressions.js' */

/**
 * All that front page and index row are made from.
 *
 * @typedef {object} RecordFacts
 * @property {string} today  Local day as text
 * @property {string} lane
 * @property {RecordDocument} resident
 * @property {RecordDocument[]} documents  The current documents, or more
 * @property {RecordDocument | null} [household]
 * @property {RecordDocument[]} [visits]  Of the household
 * @property {Record<string, any>[]} [conflicts]
 * @property {string | null} [last_service_on]  The newest service in another lane
 */

/** @typedef {RecordDocument & {day: string, lane: string, isFinished: boolean}} Entry */

/**
 * @typedef {object} View
 * @property {Forms} forms
 * @property {RecordFacts} facts
 * @property {Entry[]} entries  By (day, id)
 * @property {RecordDocument | null} closure  Null: the record is active
 * @property {(lane: string) => Record<string, any>} body  The resident's facts as a lane sees them
 * @property {(entry: Entry, lane: string) => FlatDocument} flat  As expressions see a document
 */

/**
 * What does not depend on the day is found out once, however many days are asked for.
 *
 * @param {Forms} forms
 * @param {RecordFacts} facts
 * @returns {View}
 */
export function viewOf(forms, facts) {
  /** @type {Map<string, Record<string, any>>} */
  const bodies = new Map();
  /** @type {Map<string, Map<Entry, FlatDocument>>} */
  const flats = new Map();

  /** @param {string} lane */
  const body = (lane) => {
    let seen = bodies.get(lane);
    if (!seen) bodies.set(lane, (seen = seenIn(facts.resident.body, ['record', lane])));
    return seen;
  };
  /** @param {Entry} entry @param {string} lane */
  const flat = (entry, lane) => {
    let known = flats.get(lane);
    if (!known) flats.set(lane, (known = new Map()));
    let found = known.get(entry);
    if (!found) known.set(entry, (found = flatten(forms, entry, body(lane))));
    return found;
  };
  const entries = inOrder(forms, facts.documents.filter(stands)).map((doc) => ({
    ...doc,
    day: dayOf(forms, doc),
    lane: laneOf(forms, doc),
    isFinished: isFinished(doc),
  }));
  return { forms, facts, entries, closure: closureOf(forms, facts.documents), body, flat };
}

/**
 * Its fields, the computed ones as of its day; what begins with `_` says something about fields.
 *
 * @param {Forms} forms
 * @param {Entry} entry
 * @param {Record<string, any>} resident
 * @returns {FlatDocument}
 */
function flatten(forms, { id, form: formId, day, body }, resident) {
  const form = forms.get(formId);
  const fields = Object.fromEntries(Object.entries(body).filter(([key]) => key[0] !== '_'));
  const computes = form && day && form.fields.some((field) => field.computed);
  const computed = computes ? compute(form, body, { today: day, resident }) : {};
  return { ...fields, ...computed, id, form: formId, date: day };
}
