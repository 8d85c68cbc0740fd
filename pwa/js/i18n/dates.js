// Calendar days in words. A day is the text YYYY-MM-DD (or YYYY-MM, YYYY); it never passes a time zone.
import { language, t } from './language.js';

/** The county's clock: the one by which a day begins and a visit has its hour. */
const COUNTY_TIME_ZONE = 'Asia/Shanghai';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const WEEKDAYS = {
  'zh-CN': '周日 周一 周二 周三 周四 周五 周六'.split(' '),
  en: 'Sun Mon Tue Wed Thu Fri Sat'.split(' '),
};

const inChinese = () => language.value === 'zh-CN';

/**
 * @param {string} day
 * @returns {number[]} Year, month, day, as far as the text says
 */
function partsOf(day) {
  return day.split('-').map(Number);
}

/** Days since 1970-01-01, counted on the calendar alone. @param {string} day @returns {number} */
function dayNumber(day) {
  const [year, month, date] = partsOf(day);
  return Date.UTC(year, month - 1, date) / 86_400_000;
}

/**
 * Whole days from one calendar day to another; negative when the second lies before.
 *
 * @param {string} from
 * @param {string} to
 * @returns {number}
 */
export function daysBetween(from, to) {
  return dayNumber(to) - dayNumber(from);
}

/** @param {string} day @returns {string} "周二" / "Tue" */
export function weekday(day) {
  // 1970-01-01 was a Thursday.
  return WEEKDAYS[language.value][(((dayNumber(day) + 4) % 7) + 7) % 7];
}

/** @param {string} day @returns {string} "8月" / "Aug" */
export function monthName(day) {
  const month = partsOf(day)[1];
  return inChinese() ? `${month}月` : MONTHS[month - 1];
}

/** @param {string} day @returns {string} "8月12日" / "12 Aug" */
export function monthAndDay(day) {
  const [, month, date] = partsOf(day);
  return inChinese() ? `${month}月${date}日` : `${date} ${MONTHS[month - 1]}`;
}

/** @param {string} day @returns {string} "11月24日 周二" / "Tue 24 Nov" */
export function dayAndWeekday(day) {
  const words = [monthAndDay(day), weekday(day)];
  return (inChinese() ? words : words.reverse()).join(' ');
}

/**
 * A day with its year, or as much of it as is known.
 *
 * @param {string} day  "1959-03-08", "1959-03" or "1959"
 * @returns {string} "1959年3月8日" / "8 Mar 1959"
 */
export function fullDate(day) {
  const [year, month, date] = partsOf(day);
  if (inChinese()) return `${year}年${month ? `${month}月` : ''}${date ? `${date}日` : ''}`;
  return [date, month && MONTHS[month - 1], year].filter(Boolean).join(' ');
}

/**
 * A day as one speaks of it today: today and its neighbours by word, this year without the year.
 *
 * @param {string} day
 * @param {string} today
 * @returns {string}
 */
export function spokenDay(day, today) {
  const away = daysBetween(today, day);
  if (away === 0) return t('date.today');
  if (away === -1) return t('date.yesterday');
  if (away === 1) return t('date.tomorrow');
  return day.slice(0, 4) === today.slice(0, 4) ? monthAndDay(day) : fullDate(day);
}

/**
 * The hour of an instant on the county's clock.
 *
 * @param {string} instant  UTC, "2026-11-24T02:42:00Z"
 * @param {string} [timeZone]
 * @returns {string} "10:42"
 */
export function clockTime(instant, timeZone = COUNTY_TIME_ZONE) {
  return clockOf(timeZone)
    .format(new Date(instant))
    .replace(/^0(\d)/, '$1');
}

/** Clocks by time zone: to make one takes a phone milliseconds. @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/** @param {string} timeZone */
function clockOf(timeZone) {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      hour: 'numeric',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    });
  clocks.set(timeZone, clock);
  return clock;
}
