// Calendar days as text: YYYY-MM-DD, never an instant, so that no time zone can move a birthday.

const DAY_MS = 86_400_000;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/** @param {number} year */
const isLeapYear = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/**
 * @param {number} year
 * @param {number} month 1 to 12
 */
const lengthOfMonth = (year, month) =>
  month === 2 && isLeapYear(year) ? 29 : MONTH_LENGTHS[month - 1];

/**
 * Writes a day, or null where the calendar of four-digit years ends.
 *
 * @param {number} year
 * @param {number} month
 * @param {number} day
 */
function write(year, month, day) {
  if (!(year >= 1 && year <= 9999)) return null;
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/**
 * Whether a value is a day that exists, written YYYY-MM-DD.
 *
 * @param {unknown} value
 * @returns {value is string}
 */
export function isDay(value) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const { year, month, day } = partsOf(value);
  return (
    year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month)
  );
}

/** @param {string} day */
export const partsOf = (day) => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
  day: Number(day.slice(8, 10)),
});

/**
 * Days since 1970-01-01.
 *
 * @param {string} day
 */
const numberOf = (day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/**
 * How many days lie from one day to another; negative when `to` is earlier.
 *
 * @param {string} from
 * @param {string} to
 */
export const daysBetween = (from, to) => numberOf(to) - numberOf(from);

/**
 * The day so many days later; null beyond the years 1 to 9999.
 *
 * @param {string} day
 * @param {number} count Parts of a day are cut off
 * @returns {string | null}
 */
export function addDays(day, count) {
  const at = new Date((numberOf(day) + Math.trunc(count)) * DAY_MS);
  if (Number.isNaN(at.getTime())) return null;
  return write(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

/**
 * The day so many months later, cut to the month's end (31 January and a month: 28 or 29
 * February); null beyond the years 1 to 9999.
 *
 * @param {string} day
 * @param {number} count Parts of a month are cut off
 * @returns {string | null}
 */
export function addMonths(day, count) {
  const start = partsOf(day);
  const months = start.year * 12 + start.month - 1 + Math.trunc(count);
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return write(year, month, Math.min(start.day, lengthOfMonth(year, month)));
}

/**
 * The calendar day of an instant where the people are, whatever the phone's own zone says.
 *
 * @param {string} zone IANA name, e.g. Asia/Shanghai
 * @param {Date | number | string} [instant] Now, if not given
 * @returns {string}
 */
export function todayIn(zone, instant = Date.now()) {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    clocks.set(zone, clock);
  }
  const parts = Object.fromEntries(
    clock.formatToParts(new Date(instant)).map((part) => [part.type, part.value]),
  );
  return `${parts.year.padStart(4, '0')}-${parts.month}-${parts.day}`;
}
