// What a value should stay below, by item of the front page. One place, because a target is a clinical rule.
import { ageInYears } from '../rules/ages.js';

/** Who is older keeps a higher upper value. */
const OLDER_FROM = 65;

/**
 * Targets of an item, upper line first; null where the norm gives none.
 *
 * Blood pressure: below 140/90, from 65 years below 150/90 (NBPHS-3, hypertension, 2.3).
 *
 * @param {string} item
 * @param {{ birth_date?: string | null }} who
 * @param {string} today
 * @returns {(number | null)[]}
 */
export function targetsOf(item, { birth_date: birth }, today) {
  if (item !== 'blood_pressure') return [null];
  const years = birth ? (ageInYears(birth, today) ?? 0) : 0;
  return [years >= OLDER_FROM ? 150 : 140, 90];
}
