// How a record stands: closed, away, and what it still lacks.
import { ageInYears } from '../rules/ages.js';
import { isDay } from '../rules/dates.js';
import { monthsOn } from './schedule_offsets.js';
import { validate } from './validate.js';

/** @import { RecordDocument } from './front_page_documents.js' */
/** @import { Entry, View } from './front_page_view.js' */
/** @import { Clock } from './schedule_clock.js' */

/**
 * What the record still lacks. Ages and limits of its form turn on birthdays and on the dates
 * in it, which the clock is told of.
 *
 * @param {View} view
 * @param {Clock} clock
 */
export function qualityOf({ forms, facts, body }, clock) {
  const form = forms.get('resident_basic');
  if (!form) return { missing: [], qualified: false };
  const resident = facts.resident.body;
  for (const value of Object.values(resident)) if (isDay(value)) clock.reached(value);
  const born = resident.birth_date;
  const years = isDay(born) ? ageInYears(born, clock.today) : null;
  if (years !== null) clock.reached(monthsOn(born, (years + 1) * 12));
  const judged = validate(form, resident, { today: clock.today, resident });
  const absent = body('record')._absent ?? {};
  return {
    missing: judged.missing_core.map((field) => ({ field, absent: absent[field] ?? null })),
    qualified: judged.qualified,
  };
}

/**
 * The newest absence from which the resident has not come back.
 *
 * @param {Entry[]} documents  Finished ones up to today, oldest first
 * @param {Clock} clock
 */
export function awayOf(documents, clock) {
  const absence = documents.findLast(
    ({ form, body }) => form === 'absence' && !(body.back_on && clock.reached(body.back_on)),
  );
  if (!absence) return null;
  const { away_since: since, ...told } = absence.body;
  const { away_reason: reason = null, expected_back = null, away_phone: phone = null } = told;
  return { since, reason, expected_back, phone };
}

/**
 * Why and when the record was closed.
 *
 * @param {RecordDocument | null} closure
 */
export function closedAs(closure) {
  if (!closure) return null;
  const { closure_reason: reason = null, closed_on: on = null, moved_to = null } = closure.body;
  return { reason, on, moved_to };
}
