// What an operation makes happen beside its own document: operations that go with it.
import { daysBetween } from '../rules/dates.js';
import { raiseAlerts } from './consequences_alerts.js';
import { Made } from './consequences_made.js';
import { isFinished } from './front_page_documents.js';

/** @import { Consequence } from './consequences_made.js' */
/** @import { Forms, RecordDocument } from './front_page_documents.js' */

/**
 * An operation and what is known around it. `before` and `after`: its document; `day`: the local
 * day of capture; `previous` and `pregnancy`: bodies for the form's expressions.
 *
 * @typedef {object} Cause
 * @property {{id: string, device: string, actor: string, captured_at: string}} operation
 * @property {string} day
 * @property {RecordDocument | null} [before]
 * @property {RecordDocument} after
 * @property {{id: string, body: Record<string, any>}} resident
 * @property {RecordDocument[]} [documents]  Of the resident, and birth events of the children
 * @property {Record<string, any> | null} [previous]
 * @property {Record<string, any> | null} [pregnancy]
 * @property {RecordDocument[]} [household_pregnancies]
 * @property {RecordDocument[]} [household_children]
 */

/** The first form of a lane enrols. */
const ENROLS = /** @type {Record<string, string>} */ ({
  smi_information: 'severe_mental_illness',
  tb_first_home_visit: 'tuberculosis',
});
/** Younger than this at registration, a child's birth is written down, so that visits are planned. */
const NEWBORN_DAYS = 120;

/**
 * The operations that whoever writes the cause writes with it, in order, in one transaction.
 * Their ids are made from the cause's: whoever writes them too writes the same.
 *
 * @param {Forms} forms
 * @param {Cause} cause
 * @returns {Consequence[]}
 */
export function consequencesOf(forms, cause) {
  const made = new Made(forms, cause);
  const { form } = cause.after;
  if (form === 'resident_basic') {
    followProgrammes(made, cause);
    noteBirth(made, cause);
  }
  if (form === 'pregnancy') tellChildren(made, cause);
  if (form in ENROLS) enrolByForm(made, cause);
  raiseAlerts(forms, made, cause);
  return made.operations;
}

/**
 * The open spans of a programme.
 *
 * @param {Made} made
 * @param {string} programme
 */
const openSpans = (made, programme) =>
  made
    .standing('programme_enrolment')
    .filter(({ body }) => body.programme === programme && !body.ended_on);

/**
 * Opens a span, unless one is open; one of the same day that had ended goes on.
 *
 * @param {Made} made
 * @param {Cause} cause
 * @param {string} programme
 * @param {string} date
 * @param {Record<string, string>} [more]
 */
function enrol(made, { resident }, programme, date, more) {
  if (openSpans(made, programme).length) return;
  const key = [resident.id, programme, date];
  const same = made.find('programme_enrolment', key);
  if (same) made.patch(same, { ended_on: null });
  else made.create('programme_enrolment', key, resident.id, { programme, date, ...more });
}

/**
 * Programmes that came into `managed_programmes`, and those that left it.
 *
 * @param {Made} made
 * @param {Cause} cause
 */
function followProgrammes(made, cause) {
  /** @param {RecordDocument | null} [document] @returns {string[]} */
  const managed = (document) => [...(document?.body.managed_programmes ?? [])].sort();
  const [before, after] = [managed(cause.before), managed(cause.after)];
  for (const programme of after)
    if (!before.includes(programme)) enrol(made, cause, programme, cause.day);
  for (const programme of before)
    if (!after.includes(programme))
      for (const span of openSpans(made, programme)) made.patch(span, { ended_on: cause.day });
}

/**
 * The birth of a child that is registered young, with the discharge that the mother's pregnancy
 * tells; a corrected date of birth.
 *
 * @param {Made} made
 * @param {Cause} cause
 */
function noteBirth(made, { before, after, day, resident, household_pregnancies: pregnancies }) {
  const born = after.body.birth_date;
  if (before) {
    const [event] = made.standing('birth_event');
    if (event && born !== before.body.birth_date) made.patch(event, { date: born ?? null });
    return;
  }
  if (!born || daysBetween(born, day) >= NEWBORN_DAYS) return;
  const birth = byId(pregnancies).find(
    ({ body }) => body.pregnancy_outcome === 'live_birth' && body.outcome_date === born,
  );
  const discharge = birth?.body.discharge_date;
  const told = discharge ? { discharge_date: discharge } : {};
  made.create('birth_event', [resident.id], resident.id, { date: born, ...told });
}

/**
 * A pregnancy that ended in a live birth: its discharge for each child born on that day.
 *
 * @param {Made} made
 * @param {Cause} cause
 */
function tellChildren(made, { before, after, household_children: children }) {
  const { pregnancy_outcome: outcome, outcome_date: on, discharge_date: discharge } = after.body;
  if (outcome !== 'live_birth' || after.retired) return;
  const told = discharge ? { discharge_date: discharge } : {};
  for (const child of byId(children).filter(({ body }) => body.birth_date === on)) {
    const event = made.find('birth_event', [child.id]);
    if (!event) made.create('birth_event', [child.id], child.id, { date: on, ...told });
    else if (discharge !== before?.body.discharge_date) made.patch(event, told);
  }
}

/**
 * A finished first form of a lane enrols where no span is open; tuberculosis as of its notice.
 *
 * @param {Made} made
 * @param {Cause} cause
 */
function enrolByForm(made, cause) {
  const { after, day } = cause;
  if (!isFinished(after)) return;
  const programme = ENROLS[after.form];
  const notice = after.form === 'tb_first_home_visit' ? after.body.notice_date : null;
  /** @type {Record<string, string>} */
  const told = notice ? { notified_on: notice } : {};
  const spans = openSpans(made, programme);
  if (!spans.length) enrol(made, cause, programme, notice || day, told);
  for (const span of spans) made.patch(span, told);
}

/**
 * @param {RecordDocument[]} [documents]
 */
const byId = (documents = []) => [...documents].sort((a, b) => (a.id < b.id ? -1 : 1));
