// A date as people write it, year first, read as far as it goes: a day, a month or a year.
import { isDay } from './dates.js';

const DIGITS = /^(\d{4})(?:(\d\d)(\d\d)?)?$/;
const SEPARATED =
  /^(\d{4})(?:[年月./。,，、\s-]+(\d{1,2})(?:[年月./。,，、\s-]+(\d{1,2}))?)?[年月日号\s]*$/;

/**
 * A day, a month or a year, as far as it is written: "2026.11.3", "2026年11月3日", "202611", full-width too.
 *
 * @param {string} text
 * @returns {string | null} "2026-11-03", "2026-11" or "2026", whether there is such a day or not; null: not so far yet
 */
export function readTyped(text) {
  const written = text.normalize('NFKC').trim();
  const found = DIGITS.exec(written) ?? SEPARATED.exec(written);
  if (!found) return null;
  return found
    .slice(1)
    .filter(Boolean)
    .map((part) => part.padStart(2, '0'))
    .join('-');
}

/**
 * A whole day, as people write it.
 *
 * @param {string} text  "1938年5月5日", "1938-05-05", "1938/5/5", "1938.5.5", "19380505", full-width too
 * @returns {string | null} "1938-05-05"; null when it is not a day of the calendar
 */
export function readDate(text) {
  const day = readTyped(text);
  return isDay(day) ? day : null;
}
