// One resident's line in the lists and the search of a lane, and how long it holds.
import { clockOf } from './schedule_clock.js';
import { frontPage } from './front_page.js';
import { daysOn } from './schedule_offsets.js';

/** @import { Definitions, FrontPage } from './front_page.js' */
/** @import { View } from './front_page_view.js' */

/** Nothing is said of a day further ahead. */
const AHEAD_DAYS = 366;

/** The measurement that a list shows for a population; of two the newer, else the first. */
const LAST = /** @type {const} */ ([
  ['hypertension', ['blood_pressure']],
  ['type_2_diabetes', ['fasting_glucose', 'random_glucose']],
  ['maternal', ['blood_pressure']],
  ['elderly', ['blood_pressure']],
  ['child', ['body_weight']],
  ['severe_mental_illness', ['danger_level']],
]);

/**
 * The last measurement of each population; none twice.
 *
 * @param {FrontPage} page
 */
function lastOf({ populations, values }) {
  /** @type {Record<string, {item: string, value: any, date: string}>} */
  const last = {};
  const shown = new Set();
  for (const [population, wanted] of LAST) {
    const there = wanted.filter((item) => values[item]);
    if (!populations.includes(population) || !there.length) continue;
    const item = there.reduce((a, b) => (values[b].date > values[a].date ? b : a));
    if (shown.has(item)) continue;
    shown.add(item);
    last[population] = { item, value: values[item].value, date: values[item].date };
  }
  return last;
}

/**
 * The flags that hold.
 *
 * @param {Record<string, unknown>} flags
 */
const raised = (flags) => Object.keys(flags).filter((flag) => flags[flag]);

/**
 * @param {FrontPage} page
 * @param {Record<string, any>} body  Of resident_basic
 */
function recordFlags(page, body) {
  const { status, away, allergies, missing, qualified } = page;
  return raised({
    closed: status !== 'active',
    away,
    allergy: allergies?.codes.length || allergies?.text,
    no_phone: !body.phone && !body.guardian_phone,
    no_history: missing?.some(({ field }) => field === 'past_disease_status'),
    declined: body.record_consent === 'declined',
    not_qualified: !qualified,
  });
}

/**
 * What only the lane of the record says: who and where.
 *
 * @param {FrontPage} page
 * @param {View} view
 */
function personOf({ door }, { facts: { resident } }) {
  const { body, links } = resident;
  /** @param {string} key @param {number} count */
  const tail = (key, count) => body[key]?.slice(-count) || null;
  return {
    household: links?.household ?? null,
    area: links?.area ?? null,
    name: body.name ?? null,
    sex: body.sex ?? null,
    birth_date: body.birth_date ?? null,
    digits: {
      id_number: tail('id_number', 4),
      record_code: tail('record_code', 5),
      phone: tail('phone', 4),
    },
    doctor: body.responsible_doctor ?? null,
    door,
  };
}

/**
 * The row of a page, without `holds_until`. It says no age and no state: dates tell.
 *
 * @param {FrontPage} page
 * @param {View} view
 */
function rowOf(page, view) {
  const { resident, lane } = view.facts;
  const { alerts, conflicts, unfinished } = page;
  const waiting = raised({
    alert: alerts.length,
    conflict: conflicts.length,
    unfinished: unfinished.length,
  });
  const isRecord = lane === 'record';
  const flags = [...page.populations, ...waiting];
  if (isRecord) flags.push(...recordFlags(page, resident.body));
  return {
    id: resident.id,
    lane,
    flags,
    last: lastOf(page),
    tasks: page.due,
    ...(isRecord && personOf(page, view)),
  };
}

/**
 * The index row, with the last day on which row and front page stay as they are if nothing is
 * written, at most 366 days ahead.
 *
 * The page is made again only for days on which something that was asked for it may be
 * answered otherwise, until one is different.
 *
 * @param {View} view
 * @param {Definitions} definitions
 */
export function indexRow(view, definitions) {
  const { today } = view.facts;
  let clock = clockOf(today);
  const page = frontPage(view, definitions, clock);
  const row = rowOf(page, view);
  const written = JSON.stringify([page, row]);

  const end = daysOn(today, AHEAD_DAYS + 1);
  for (;;) {
    const day = clock.next();
    if (day === null || day >= end) return { ...row, holds_until: daysOn(end, -1) };
    clock = clockOf(day);
    const later = frontPage(view, definitions, clock);
    const isOther = JSON.stringify([later, rowOf(later, view)]) !== written;
    if (isOther) return { ...row, holds_until: daysOn(day, -1) };
  }
}
