// Danger to a person is the only interruption: once, when what raises it is complete.
import * as draft from '../stores/draft.js';
import { isSettled } from '../stores/questions.js';
import { open } from '../stores/place.js';

/**
 * Opens the alert that has not been shown yet.
 *
 * @returns {boolean} Whether one was opened
 */
export function interruptForDanger() {
  const alert = draft.newAlerts.value.find(({ field }) => isWhole(field));
  if (!alert) return false;
  draft.rememberAlert(alert.code);
  open('danger', { code: alert.code, field: alert.field });
  return true;
}

/** Whether the whole line that a field belongs to is answered: a pair is judged as a pair. @param {string} id */
export function isWhole(id) {
  const form = draft.opened.value?.form;
  const line = form?.byId.get(id)?.together;
  return (
    !line ||
    form.fields.every((one) => one.together !== line || isSettled(one, draft.body.value))
  );
}
