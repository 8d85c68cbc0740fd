// How people, doors, tasks and values are said on the screens.
import { daysBetween, monthAndDay, spokenDay } from '../i18n/dates.js';
import { inWords, language, t } from '../i18n/language.js';
import { dotted, listed } from '../i18n/lists.js';
import { ageInDays, ageInMonths, ageInYears } from '../rules/ages.js';
import { wasTried } from '../rules/still_to_see.js';
import { scheduleRule } from '../stores/phone.js';
import { today } from '../stores/session.js';

/** @typedef {import('../parts/icon_paths.js').StateName} StateName */

/** @param {string | null | undefined} sex */
export function sexWord(sex) {
  if (sex === 'male' || sex === 'female') return t(`person.${sex}`);
  return t('person.sex_unknown');
}

/**
 * @param {string | null | undefined} birth
 * @param {string | null} [on] To which day it is counted; null: nobody knows
 * @returns {string} In years; of small children in months or days
 */
export function ageWord(birth, on = today.value) {
  if (!birth || !on) return '';
  const years = ageInYears(birth, on) ?? 0;
  if (years >= 2) return t('person.age', { count: years });
  const months = ageInMonths(birth, on) ?? 0;
  if (months >= 1) return t('person.months', { count: months });
  return t('person.days', { count: ageInDays(birth, on) ?? 0 });
}

/** Lists do not know why a record was closed, nor since when. @param {{ flags: string[] }} row */
export const listedAgeTo = ({ flags }) => (flags.includes('closed') ? null : today.value);

/**
 * @param {{ sex?: string | null, birth_date?: string | null }} person
 * @param {string | null} [on] To which day the age is counted
 * @returns {string} "女 67岁"
 */
export const aboutWords = ({ sex, birth_date: birth }, on) =>
  t('person.about', { sex: sexWord(sex), age: ageWord(birth, on) }).trim();

/** @param {Door | null | undefined} door @returns {string} What stands on the plate */
export const doorWord = (door) => door?.door || door?.head || t('door.none');

/** A number or letter alone: "5", "B2"; many write the word with it, "5栋", "二单元". */
const BARE = /^[\dA-Za-z-]+$/;

/** @param {'building' | 'entrance'} part @param {string | null | undefined} said With its word, once */
const partOfHouse = (part, said) =>
  said && BARE.test(said) ? t(`door.${part}`, { [part]: said }) : said;

/** @param {Door | null | undefined} door @returns {string} "幸福里 5 栋 2 单元" */
export function placeWords(door) {
  const parts = [
    door?.natural_village,
    partOfHouse('building', door?.building),
    partOfHouse('entrance', door?.entrance),
  ].filter(Boolean);
  return parts.join(language.value === 'en' ? ', ' : ' ') || t('door.no_place');
}

/** @param {string | null | undefined} said "5栋": its number; a name without one stays a name */
const numberOf = (said) => said?.match(/^[\dA-Za-z]+/)?.[0] ?? said;

/** @param {Door | null | undefined} door @returns {string} The same where there is little room: "幸福里 5-2" */
export function shortPlaceWords(door) {
  const house = [door?.building, door?.entrance].map(numberOf).filter(Boolean).join('-');
  return [door?.natural_village, house].filter(Boolean).join(' ') || t('door.no_place');
}

/** @param {any} value @returns {string} Pairs as 142/86 */
export const valueWords = (value) =>
  Array.isArray(value) ? value.join('/') : String(value ?? '');

/** @param {Task} task @returns {string} What it is for */
export const matterWord = (task) =>
  inWords(scheduleRule(task.rule)?.title ?? { 'zh-CN': task.rule });

/** The same in a list, where each letter costs room: without that it is a follow-up. @param {Task} task */
const shortMatter = (task) => matterWord(task).replace(/随访$| follow-up$/, '');

/** @param {Task & { state?: string }} task Its state says whether it is late */
export const isLate = (task) => task.state === 'overdue' || task.state === 'missed';

/** A task of the first rank: danger to a person. @param {Task} task */
export const isUrgent = (task) => task.priority === 1;

/** @param {Task & { state?: string }} task @returns {StateName} */
export function taskShape(task) {
  if (task.state === 'done') return 'done';
  if (task.state === 'deferred') return 'postponed';
  if (task.state === 'away') return 'away';
  if (task.state === 'upcoming') return 'nothing_due';
  if (isUrgent(task)) return 'urgent';
  return isLate(task) ? 'overdue' : 'due';
}

/**
 * A task and how it stands: "高血压随访 · 逾期 12 天".
 *
 * @param {Task & { state?: string }} task
 * @param {string} [matter]
 * @returns {string}
 */
export function taskWords(task, matter = matterWord(task)) {
  if (task.state === 'done') return matter;
  if (task.state === 'away') return t('why.away', { matter });
  const end = task.close ?? task.due;
  const count = daysBetween(end, today.value);
  if (task.until && count > 0) {
    // Before that day and on it both are said: nobody forgets since when it is late.
    const day = spokenDay(task.until, today.value);
    return t('why.overdue_until', { matter, count, day });
  }
  if (task.state === 'deferred') {
    return t('why.deferred', { matter, day: spokenDay(task.until ?? task.due, today.value) });
  }
  if (count > 0) return t('why.overdue', { matter, count });
  if (isUrgent(task) && count < 0) return t('why.urgent_within', { matter, count: -count });
  if (end === today.value) return t('why.due_today', { matter });
  return t('why.due_by', { matter, day: monthAndDay(end) });
}

/** The task that brings one to somebody today. @param {StopRow} row */
export const pressing = (row) =>
  row.tasks.find((task) => task.state !== 'done') ?? row.tasks[0];

/** States of the round whose shape has another name. */
const SHAPES = /** @type {Record<string, StateName>} */ ({ deferred: 'postponed' });

/** @param {string} state Of a row of the round @returns {StateName} */
export const stateShape = (state) => SHAPES[state] ?? /** @type {StateName} */ (state);

/** @param {StopRow} row @returns {string} */
export function whyWords(row) {
  if (row.state === 'not_home') return t('state.not_home');
  const day = row.again && spokenDay(row.again, today.value);
  if (row.state === 'refused')
    return day ? t('why.refused_again', { day }) : t('state.refused');
  const task = pressing(row);
  if (task && day && row.state === 'deferred')
    return t('why.deferred', { matter: shortMatter(task), day });
  const why = task ? taskWords(task, shortMatter(task)) : t(`state.${stateShape(row.state)}`);
  // Danger stays, whatever came of the visit; both are said.
  return row.state === 'urgent' && wasTried(row)
    ? dotted(t(/** @type {any} */ (`state.${row.tried}`)), why)
    : why;
}

/**
 * How the day stands: what is left of it, or that all doors are behind one, and who was not seen there.
 *
 * @param {Pick<Round, 'left' | 'walked' | 'counts' | 'put_off'>} round
 * @returns {string}
 */
export function dayStandsWords({ left, walked, counts, put_off: putOff }) {
  if (left.residents > 0)
    return t('today.left', { doors: left.households, people: left.residents });
  if (walked === 0) return t('today.nobody_due');
  const { refused = 0 } = counts;
  const others = listed(
    [
      refused > 0 && t('today.refused', { count: refused }),
      putOff > 0 && t('today.put_off', { count: putOff }),
    ].filter((words) => words !== false),
  );
  const behind = t('today.all_done', { count: walked });
  return others ? t('today.all_done_but', { behind, others }) : behind;
}

/** @param {string | null | undefined} day @returns {string} */
export const dayWords = (day) => (day ? spokenDay(day, today.value) : '');
