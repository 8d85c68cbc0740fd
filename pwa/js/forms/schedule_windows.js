// The three kinds of rules: when a service is due, and between which days it may be given.
import { daysOn, monthsOn, move } from './schedule_offsets.js';

/** @import { FlatDocument, Round } from './schedule_expressions.js' */
/** @import { Anchor, Case, Rule } from './schedule_rule.js' */

/**
 * Where one service lies: `late` is the last day on which it still counts; without it the task
 * stays until it is done.
 *
 * @typedef {object} Window
 * @property {string} cycle
 * @property {string} due
 * @property {string} open
 * @property {string} close
 * @property {string | null} late
 * @property {Case} case
 */

/** @typedef {(rule: Rule, round: Round, anchor: Anchor, done: FlatDocument[]) => Window[]} Kind */

const PERIOD_MONTHS = /** @type {Record<string, number>} */ ({
  month: 1,
  quarter: 3,
  half_year: 6,
  year: 12,
});

/** @param {string} a @param {string} b */
const later = (a, b) => (a > b ? a : b);
/** @param {string} a @param {string} b */
const earlier = (a, b) => (a < b ? a : b);

/**
 * Fixed points after an anchor. A document dated within [open, late], or one that names the
 * point, satisfies it.
 *
 * @type {Kind}
 */
function points({ definition }, _round, { date, owner }, done) {
  const { first_form: firstForm, point_field: field } = definition;
  const begun = !firstForm || done.some((doc) => doc.form === firstForm && doc.date >= date);
  /** @type {Window[]} */
  const windows = [];
  for (const point of definition.points) {
    const [open, close] = [move(date, point.open), move(date, point.close)];
    const late = point.late ? move(date, point.late) : close;
    const met = done.some((doc) =>
      field ? doc[field] === point.key : open <= doc.date && doc.date <= late,
    );
    if (met) continue;
    const cycle = owner ? `${owner.id}/${point.key}` : point.key;
    const own = begun ? point : { ...point, form: firstForm };
    windows.push({ cycle, due: move(date, point.at), open, close, late, case: own });
  }
  return windows;
}

/**
 * At least so many services in a calendar year (norm: four follow-ups): what the year still
 * lacks is not put off beyond its end.
 *
 * @param {Rule} rule
 * @param {Round} round
 * @param {Anchor} anchor
 * @param {FlatDocument[]} done
 * @param {Window} window
 * @returns {Window}
 */
function withinYear({ definition, quota }, round, anchor, done, window) {
  const { per_year: perYear } = definition;
  const year = window.cycle.slice(0, 4);
  const yearEnd = `${year}-12-31`;
  const asked =
    perYear &&
    yearEnd < window.close &&
    anchor.date.slice(0, 4) < year &&
    !round.clock.reached(daysOn(yearEnd, 1));
  if (!asked) return window;
  const met = done.filter((doc) => doc.date.startsWith(year) && quota(round, { doc }));
  if (met.length >= perYear.count) return window;
  if (window.due <= yearEnd) return { ...window, close: yearEnd };
  const open = move(window.cycle, perYear.gap);
  if (open > yearEnd) return window;
  const own = { ...window.case, reason: perYear.reason };
  return { ...window, due: yearEnd, close: yearEnd, open, case: own };
}

/**
 * The day agreed with the resident, where it lies before the day the rule gives.
 *
 * @param {string | null | undefined} promised
 * @param {Window} window
 * @returns {Window}
 */
function asAgreed(promised, window) {
  if (!promised || promised <= window.cycle || promised >= window.due) return window;
  const weekBefore = later(daysOn(promised, -7), daysOn(window.cycle, 1));
  return { ...window, due: promised, open: earlier(window.open, weekBefore) };
}

/**
 * One task, counted from the last satisfying document since the anchor, or from the anchor.
 *
 * @type {Kind}
 */
function interval(rule, round, anchor, satisfying) {
  const { definition, flagged, choose } = rule;
  const done = satisfying.filter((doc) => doc.date >= anchor.date);
  const last = done.at(-1);
  const documents = { doc: anchor.owner, last: flagged(round, last), previous: flagged(round, done.at(-2)) };
  const own = last ? choose(round, definition.next, documents) : definition.first;
  if (!own || own.skip) return [];

  const start = last?.date ?? anchor.date;
  const due = move(start, own.in);
  const open = later(move(due, `-${own.before ?? '0d'}`), daysOn(start, 1));
  const close = move(due, own.after ?? '0d');
  const plain = { cycle: start, due, open, close, late: null, case: own };
  if (!last) return [plain];
  const window = withinYear(rule, round, anchor, done, plain);
  return [asAgreed(definition.appointment && last[definition.appointment], window)];
}

/**
 * How documents name a calendar period: 2026, 2026-H1, 2026-Q2, 2026-05.
 *
 * @param {string} first  Its first day
 * @param {number} months
 */
function periodName(first, months) {
  const [year, nth] = [first.slice(0, 4), Math.ceil(Number(first.slice(5, 7)) / months)];
  if (months === 12) return year;
  return months === 1 ? first.slice(0, 7) : `${year}-${months === 6 ? 'H' : 'Q'}${nth}`;
}

/**
 * The first day of the calendar period a day lies in.
 *
 * @param {string} day
 * @param {number} months
 */
function periodStart(day, months) {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 5)}${String(month - ((month - 1) % months)).padStart(2, '0')}-01`;
}

/**
 * When to come within a period: as the rule says, or a while after the last time.
 *
 * @param {Record<string, any>} definition
 * @param {{first: string, end: string}} period
 * @param {Anchor} anchor
 * @param {FlatDocument[]} done
 */
function withinPeriod(definition, { first, end }, anchor, done) {
  const { window, due_after_last: afterLast } = definition;
  if (window) {
    const [open, due, close] = [window.open, window.due, window.close].map((o) => move(end, o));
    return { open, due, close, late: null };
  }
  const before = done.findLast((doc) => doc.date < first);
  const open = later(first, anchor.date);
  const due = before ? move(before.date, afterLast) : move(open, '30d');
  return { open, due: earlier(later(due, open), end), close: end, late: end };
}

/**
 * Once in each calendar period from the anchor on. With `lookback` earlier periods stay open.
 *
 * @type {Kind}
 */
function calendar({ definition, choose }, round, anchor, done) {
  const { period_field: field, lookback = 0, next } = definition;
  const months = PERIOD_MONTHS[definition.every];
  const begin = periodStart(round.clock.today, months);
  round.clock.reached(monthsOn(begin, months));
  const own = choose(round, next) ?? {};
  /** @type {Window[]} */
  const windows = [];
  for (let back = lookback; back >= 0; back -= 1) {
    const first = monthsOn(begin, -back * months);
    const end = daysOn(monthsOn(first, months), -1);
    const cycle = periodName(first, months);
    const met = done.some((doc) =>
      field ? doc[field] === cycle : first <= doc.date && doc.date <= end,
    );
    if (!met && anchor.date <= end)
      windows.push({ cycle, ...withinPeriod(definition, { first, end }, anchor, done), case: own });
  }
  return windows;
}

/** @type {Record<string, Kind>} */
export const KINDS = { points, interval, calendar };
