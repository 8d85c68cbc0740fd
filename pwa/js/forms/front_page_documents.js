// Documents as front page, index row and planner see them: lane, day of service, order.

/** @import { Form } from './load.js' */

/**
 * A document of a resident as the phone holds it.
 *
 * @typedef {object} RecordDocument
 * @property {string} id
 * @property {string} form
 * @property {Record<string, any>} body
 * @property {Record<string, string>} [links]
 * @property {boolean} [finished]  Default: yes
 * @property {boolean} [retired]  It did not happen
 * @property {string} [created_on]
 */

/** @typedef {ReadonlyMap<string, Form>} Forms */

/** Codes of programmes and diseases that only their own lane may show. */
const LANE_OF_CODE = /** @type {Record<string, string>} */ ({
  severe_mental_illness: 'mental_health',
  tuberculosis: 'tuberculosis',
});

/** @param {RecordDocument} doc */
export const stands = (doc) => !doc.retired;

/** @param {RecordDocument | null | undefined} doc */
export const isFinished = (doc) => Boolean(doc && stands(doc) && (doc.finished ?? true));

/**
 * The lane whose phones hold the document. An enrolment lies in the lane of its programme, an
 * alert in that of its cause.
 *
 * @param {Forms} forms
 * @param {RecordDocument} doc
 * @returns {string}
 */
export function laneOf(forms, doc) {
  if (doc.form === 'programme_enrolment') return LANE_OF_CODE[doc.body.programme] ?? 'record';
  if (doc.form === 'alert_follow_up') return doc.body.lane || 'record';
  return forms.get(doc.form)?.lane ?? 'record';
}

/**
 * The day of service; of a visit without one the planned day; of standing documents the day
 * on which they were created.
 *
 * @param {Forms} forms
 * @param {RecordDocument} doc
 * @returns {string} `''` where none is known
 */
export function dayOf(forms, { form, body, created_on: createdOn }) {
  const date = forms.get(form)?.date;
  return (
    (date && body[date]) ||
    body.date ||
    body.planned_date ||
    body.raised_on ||
    createdOn ||
    ''
  );
}

/**
 * The resident's facts without the codes of lanes that are not asked for.
 *
 * @param {Record<string, any>} body  Of resident_basic
 * @param {string[]} lanes
 */
export function seenIn(body, lanes) {
  /** @param {string} code */
  const isSeen = (code) => lanes.includes(LANE_OF_CODE[code] ?? 'record');
  const seen = { ...body };
  if (body.managed_programmes) seen.managed_programmes = body.managed_programmes.filter(isSeen);
  if (body.past_diseases)
    seen.past_diseases = body.past_diseases.filter((/** @type {any} */ row) =>
      isSeen(row.disease),
    );
  return seen;
}

/**
 * Whether an alert still waits for somebody.
 *
 * @param {RecordDocument} doc
 */
export function isUnanswered({ form, body }) {
  const settled = body.answered_by || body.reason || body.withdrawn_on;
  return form === 'alert_follow_up' && !settled;
}

/**
 * The closure that holds: the newest that no reopening names.
 *
 * @param {Forms} forms
 * @param {RecordDocument[]} documents
 * @returns {RecordDocument | null}  Null: the record is active
 */
export function closureOf(forms, documents) {
  const reopened = new Set(
    documents.filter((d) => d.form === 'record_reopening' && stands(d)).map((d) => d.body.closure),
  );
  const closures = documents.filter(
    (d) => d.form === 'record_closure' && isFinished(d) && !reopened.has(d.id),
  );
  return inOrder(forms, closures).at(-1) ?? null;
}

/**
 * Oldest first, by (day, id).
 *
 * @template {RecordDocument} T
 * @param {Forms} forms
 * @param {T[]} documents
 * @returns {T[]}
 */
export function inOrder(forms, documents) {
  return documents
    .map((doc) => /** @type {const} */ ([`${dayOf(forms, doc)} ${doc.id}`, doc]))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, doc]) => doc);
}

/**
 * Some values of a body; null where nothing is set.
 *
 * @param {Record<string, any>} body
 * @param {readonly string[]} keys
 * @returns {Record<string, any>}
 */
export const pick = (body, keys) =>
  Object.fromEntries(keys.map((key) => [key, body[key] ?? null]));
