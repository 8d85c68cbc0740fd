// Alerts that a document raises: follow-up work that stays open until somebody answers.
import { daysOn } from './schedule_offsets.js';
import { dayOf, isFinished, isUnanswered } from './front_page_documents.js';
import { validate } from './validate.js';

/** @import { Cause } from './consequences.js' */
/** @import { Made } from './consequences_made.js' */
/** @import { Forms, RecordDocument } from './front_page_documents.js' */

/** 2 weeks, as the norms have it for referrals; a report within a day (ours). */
const REPORT_DAYS = 1;
const FOLLOW_UP_DAYS = 14;
/** Kept by the app itself: nobody judges them. */
const KEPT_BY_APP = ['alert_follow_up', 'programme_enrolment', 'birth_event'];

/**
 * The findings of a finished document that ask for something to be done.
 *
 * @param {Forms} forms
 * @param {Cause} cause
 * @returns {Map<string, string>} Code -> action
 */
function raisedBy(forms, { operation, day, after, resident, previous, pregnancy }) {
  /** @type {Map<string, string>} */
  const raised = new Map();
  const form = forms.get(after.form);
  if (!form || !isFinished(after)) return raised;
  const { actor } = operation;
  const context = { today: day, actor, resident: resident.body, previous, pregnancy };
  for (const { code } of validate(form, after.body, context).alerts) {
    const action = form.actions.get(code);
    if (action) raised.set(code, action);
  }
  return raised;
}

/**
 * One follow-up per document and finding, in the document's lane; withdrawn when the final
 * answers no longer raise it, back when they do again.
 *
 * @param {Forms} forms
 * @param {Made} made
 * @param {Cause} cause
 */
export function raiseAlerts(forms, made, cause) {
  const { after, day, resident } = cause;
  const form = forms.get(after.form);
  if (!form || KEPT_BY_APP.includes(form.id)) return;
  const raised = raisedBy(forms, cause);
  const own = made.standing('alert_follow_up').filter(({ body }) => body.cause === after.id);
  const known = new Map(own.map((alert) => [alert.body.code, alert]));
  const on = dayOf(forms, after) || day;

  for (const [code, action] of raised) {
    const alert = known.get(code);
    if (alert) made.patch(alert, { withdrawn_on: null });
    else
      made.create('alert_follow_up', [after.id, code], resident.id, {
        cause: after.id,
        cause_form: form.id,
        lane: form.lane,
        code,
        action,
        raised_on: on,
        due_on: daysOn(on, action === 'report' ? REPORT_DAYS : FOLLOW_UP_DAYS),
      });
  }
  for (const [code, alert] of known)
    if (!raised.has(code) && !alert.body.withdrawn_on) made.patch(alert, { withdrawn_on: day });
  if (isFinished(after)) answerAlerts(made, after, on);
}

/**
 * A referral answers the alerts of the document that it names; so does the next service on the
 * same form.
 *
 * @param {Made} made
 * @param {RecordDocument} after
 * @param {string} on  Day of service
 */
function answerAlerts(made, after, on) {
  for (const alert of made.standing('alert_follow_up').filter(isUnanswered)) {
    const { cause, cause_form: form, raised_on: raisedOn } = alert.body;
    const refers = after.form === 'referral_out' && after.body.triggered_by === cause;
    const isNext = after.form === form && after.id !== cause && on > (raisedOn ?? '');
    if (refers || isNext) made.patch(alert, { answered_by: after.id, answered_on: on });
  }
}
