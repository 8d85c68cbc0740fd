// The schedule's conditions and dates, ready to be asked.
import { compileExpression } from './expressions.js';
import { daysOn, monthsOn } from './schedule_offsets.js';

/** @import { Clock } from './schedule_clock.js' */

/**
 * What one plan is made from.
 *
 * @typedef {object} Round
 * @property {Record<string, any>} facts  today, resident or institution, documents, deferrals
 * @property {Clock} clock
 * @property {Map<string, FlatDocument[]>} byForm  The documents of each form, oldest first
 * @property {Absence[]} absences  Spans away, oldest first
 */

/** @typedef {Record<string, any> & {id: string, form: string, date: string}} FlatDocument */
/** @typedef {{since: string, back: string | null}} Absence */
/** @typedef {(round: Round, documents?: Record<string, any>) => any} Question */

/** An age that is compared with a number, as in `age_years(resident.birth_date, today) >= 65`. */
const AGE = /age_(years|months|days)\(([a-z_.]+), today\) (?:<=|>=|==|!=|<|>) (\d+)(?![\d.])/g;

/**
 * The day on which somebody is so many years, months or days old.
 *
 * @param {string} born
 * @param {string} unit
 * @param {number} count
 */
function comesOfAge(born, unit, count) {
  if (unit === 'days') return daysOn(born, count);
  return monthsOn(born, unit === 'years' ? count * 12 : count);
}

/**
 * Tells the clock on which days an expression may be answered otherwise. Ages turn on the day
 * a number is reached or passed; of anything else it is said that it may change tomorrow.
 *
 * @param {string} text
 * @returns {(clock: Clock, valueOf: (name: string) => any) => void}
 */
function turningDays(text) {
  const ages = [...text.matchAll(AGE)];
  if (/\btoday\b/.test(text.replace(AGE, '')))
    return (clock) => void clock.reached(daysOn(clock.today, 1));
  return (clock, valueOf) => {
    for (const [, unit, name, count] of ages) {
      const born = valueOf(name);
      if (!born) continue;
      clock.reached(born);
      clock.reached(comesOfAge(born, unit, Number(count)));
      clock.reached(comesOfAge(born, unit, Number(count) + 1));
    }
  };
}

/**
 * An expression over today, resident.*, institution.* and the documents given with each
 * question (doc, last, previous). An unset name is null.
 *
 * @param {string} text
 * @returns {Question}
 */
export function question(text) {
  const evaluate = compileExpression(text);
  const tellTurningDays = evaluate.names.includes('today') ? turningDays(text) : null;
  return ({ facts, clock }, documents) => {
    /** @param {string} name */
    const value = (name) => {
      if (name === 'today') return clock.today;
      const dot = name.indexOf('.');
      const head = name.slice(0, dot);
      return (documents?.[head] ?? facts[head])?.[name.slice(dot + 1)] ?? null;
    };
    tellTurningDays?.(clock, value);
    return evaluate({ value });
  };
}

/**
 * The same for a condition that may be left out of the schedule, and then holds.
 *
 * @param {string | undefined} text
 * @returns {Question}
 */
export function condition(text) {
  return text === undefined ? () => true : question(text);
}
