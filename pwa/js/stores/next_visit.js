// When the schedule wants to see somebody again, if the form in hand were finished now.
import { withComputed } from '../forms/compute.js';
import { createPlanner } from '../forms/schedule.js';
import { addDays } from '../rules/dates.js';
import { dateOf } from './opening.js';
import { allForms, formOf, hasForm, schedule } from './phone.js';
import { today } from './session.js';

/** @import { Body, Form } from '../forms/load.js' */
/** @import { Planner } from '../forms/schedule.js' */

/** A plan lists what comes within its horizon, so that one looks from later days, the nearest first. */
const LOOKS = [0, 15, 30, 45, 60, 75, 90, 180, 360];

/** @type {Planner | null} */
let planner = null;

/**
 * The due date of the next service of this form, or null where the schedule plans none.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Folder} folder
 * @returns {string | null}
 */
export function nextVisitOn(form, body, folder) {
  planner ??= createPlanner(/** @type {any} */ (allForms()), schedule());
  const resident = folder.resident?.body;
  if (!resident || !form.date || !body[form.date]) return null;
  const inHand = flat(form, body, `${folder.subject}|in hand`, body[form.date], resident);
  const documents = [...earlierDocuments(form, body, folder), inHand];
  for (const days of LOOKS) {
    const facts = {
      today: dayAfter(days),
      resident: { ...resident, record_status: 'active' },
      documents,
    };
    const next = planner.plan(facts).find((task) => task.form === form.id);
    if (next) return next.due;
  }
  return null;
}

/** @param {number} days @returns {string} */
const dayAfter = (days) => /** @type {string} */ (addDays(today.value, days));

/** @param {Form} form @param {Body} body @param {Folder} folder */
function earlierDocuments(form, body, { documents, resident }) {
  const isSame = (/** @type {FiledDocument} */ one) =>
    one.type === form.id && form.date !== null && one.body[form.date] === body[form.date];
  return documents
    .filter((one) => hasForm(one.type) && !one.retired && !isSame(one))
    .filter((one) => one.complete || formOf(one.type).kind === 'facts')
    .map((one) => {
      const its = formOf(one.type);
      return flat(
        its,
        one.body,
        one.id,
        one.body.date ?? dateOf(its, one),
        resident?.body ?? {},
      );
    });
}

/** @param {Form} form @param {Body} body @param {string} id @param {string} date @param {Body} resident */
const flat = (form, body, id, date, resident) => ({
  ...withComputed(form, body, { today: today.value, resident }),
  id,
  form: form.id,
  date,
});
