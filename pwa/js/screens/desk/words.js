// How instants, people and tasks are said at the desk.
import { clockTime, daysBetween, monthAndDay, spokenDay } from '../../i18n/dates.js';
import { inWords, t } from '../../i18n/language.js';
import { dotted } from '../../i18n/lists.js';
import { ageInYears } from '../../rules/ages.js';
import { todayIn } from '../../rules/dates.js';
import { today } from '../../stores/desk/board.js';
import { scheduleRule, sharedWords } from '../../stores/phone.js';
import { sexWord, valueWords } from '../words.js';

/** @typedef {import('../../stores/desk/board.js').BoardTask} BoardTask */
/** @typedef {import('../../stores/desk/board.js').Listed} Listed */

const ZONE = 'Asia/Shanghai';

/** The county's day, before the board is here too. */
const day = () => today.value || todayIn(ZONE);

/** @param {string | null | undefined} instant @returns {string} "10:42", "昨天", "11月8日" */
export function whenWords(instant) {
  if (!instant) return t('desk.never_heard');
  const then = todayIn(ZONE, Date.parse(instant));
  const away = daysBetween(then, day());
  if (away <= 0) return clockTime(instant);
  return spokenDay(then, day());
}

/** @param {string | null | undefined} on A day @returns {string} */
export const dayWords = (on) => (on ? spokenDay(on, day()) : '');

/** @param {Pick<Listed, 'sex' | 'birth_date'>} resident @returns {string} "女 67岁" */
export function aboutWords({ sex, birth_date: birth }) {
  const age = birth ? t('person.age', { count: ageInYears(birth, day()) ?? 0 }) : '';
  return t('person.about', { sex: sexWord(sex), age }).trim();
}

/** @param {string} rule @returns {string} What a task is for */
export const matterWords = (rule) => inWords(scheduleRule(rule)?.title ?? { 'zh-CN': rule });

/** @param {BoardTask} task @returns {string} What became of it, or how late it is */
export function taskWords(task) {
  const matter = matterWords(task.rule);
  if (task.state === 'done') {
    return dotted(matter, t('desk.done_on', { day: dayWords(task.done_on) }));
  }
  // Late is what the window has closed on, as in the counts and on the phones.
  const late = daysBetween(task.close_on, day());
  if (late > 0) return dotted(matter, t('desk.late_by', { count: late }));
  return dotted(matter, t('desk.due_by', { day: monthAndDay(task.close_on) }));
}

/** @param {BoardTask} task @returns {import('../../parts/icon_paths.js').StateName} */
export function taskShape(task) {
  if (task.state === 'done' || task.state === 'refused' || task.state === 'not_home') {
    return task.state;
  }
  if (task.priority === 1) return 'urgent';
  return task.state === 'missed' ? 'overdue' : 'due';
}

/** @param {BoardTask['last']} last @returns {string} Pairs as 142/86 */
export const lastWords = (last) => (last ? valueWords(last.value) : '');

/** An alert's finding, without what it asks for. @param {string} code @returns {string} */
export function findingTitle(code) {
  const found = sharedWords('findings', code);
  if (!found?.message) return t('board.no_follow_up');
  return inWords(found.message)
    .split(/[:：(（]/)[0]
    .trim();
}
