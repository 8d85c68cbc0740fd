// What a tap on the danger page writes, of the forms that have those fields: the referral, the first reading.
import { newId } from '../rules/document_id.js';
import * as answering from '../stores/answering.js';
import * as draft from '../stores/draft.js';
import { now } from '../stores/sync_state.js';

const PAIR = ['systolic_blood_pressure', 'diastolic_blood_pressure'];

/**
 * Says that the resident is referred, and why; where to is asked.
 *
 * @param {string} reason
 */
export function fillReferral(reason) {
  const fields = draft.opened.value?.form.byId;
  if (!fields?.has('referral_needed')) return;
  answering.answer({
    referral_needed: true,
    ...(fields.has('referral_reason') && { referral_reason: reason }),
  });
}

/** Keeps the pair in hand among the further readings, and empties it for the next measurement. */
export function keepReading() {
  const fields = draft.opened.value?.form.byId;
  const [upper, lower] = PAIR.map((id) => draft.body.value[id]);
  if (!fields?.has('further_readings') || upper === undefined) return;
  const row = {
    _row: newId(),
    reading_at: now(),
    reading_by: 'doctor',
    reading_systolic: upper,
    reading_diastolic: lower,
  };
  answering.answer({
    further_readings: [...(draft.body.value.further_readings ?? []), row],
    ...Object.fromEntries(PAIR.map((id) => [id, null])),
  });
  answering.clearTyped(PAIR);
}
