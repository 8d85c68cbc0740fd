// The front page of a resident's record, in one lane, as of a day.
import { pick } from './front_page_documents.js';
import {
  allergiesOf,
  conditionsOf,
  medicinesOf,
  POPULATIONS,
  populationsOf,
} from './front_page_health.js';
import { valuesOf } from './front_page_readings.js';
import { awayOf, closedAs, qualityOf } from './front_page_status.js';
import { dueOf } from './front_page_tasks.js';
import { alertsOf, conflictsOf, unfinishedOf } from './front_page_waiting.js';
import { isSet } from './values.js';

/** @import { Summaries } from './front_page_readings.js' */
/** @import { Entry, View } from './front_page_view.js' */
/** @import { Planner } from './schedule.js' */
/** @import { Clock } from './schedule_clock.js' */

/** @typedef {{planner: Planner, summaries: Summaries}} Definitions */
/** @typedef {ReturnType<typeof lanePage>} LanePage */
/** @typedef {ReturnType<typeof recordPage>} RecordPage */
/** @typedef {LanePage & Partial<RecordPage>} FrontPage  The record's own parts stand in its lane alone */

const WHO = [
  'name',
  'sex',
  'birth_date',
  'id_type',
  'record_code',
  'phone',
  'phone_owner',
  'guardian_name',
  'guardian_phone',
  'blood_group',
  'responsible_doctor',
];
const DOOR = ['natural_village', 'building', 'entrance', 'storey', 'door', 'walking_order'];

/** The parts of the paper record behind the front page. */
const PARTS = {
  examinations: ['health_examination'],
  other: [
    'encounter',
    'consultation',
    'referral_out',
    'referral_back',
    'health_intervention',
  ],
  programmes: [
    'elderly_self_care',
    'tcm_constitution',
    'hypertension_follow_up',
    'diabetes_follow_up',
    'tb_first_home_visit',
    'tb_follow_up',
    'smi_information',
    'smi_follow_up',
    'pregnancy',
    'antenatal_first',
    'antenatal_follow_up',
    'postpartum_visit',
    'postpartum_42_day',
    'newborn_home_visit',
    'child_1_to_8_months',
    'child_12_to_30_months',
    'child_3_to_6_years',
    'tcm_child_guidance',
  ],
};

/**
 * How many services of each part there were since a day, and the newest.
 *
 * @param {Entry[]} documents  Oldest first
 * @param {string} since
 */
function partsOf(documents, since) {
  const parts = Object.entries(PARTS).map(([part, forms]) => {
    const own = documents.filter((doc) => forms.includes(doc.form));
    const recent = own.filter((doc) => doc.day >= since).length;
    return [part, { recent, latest: own.at(-1)?.day ?? null }];
  });
  return Object.fromEntries(parts);
}

/**
 * Populations of the lane: of another than the record's those that the record does not show,
 * also of who is under treatment there without a code that says so.
 *
 * @param {View} view
 * @param {Entry[]} documents  Finished ones of the lane
 * @param {Clock} clock
 */
function populationsIn({ facts, entries, body }, documents, clock) {
  const { lane } = facts;
  const ofRecord = entries.filter((doc) => doc.lane === 'record');
  const base = populationsOf(body('record'), ofRecord, clock);
  if (lane === 'record') return base;
  const seen = entries.filter((doc) => doc.lane === 'record' || doc.lane === lane);
  const treated = documents
    .filter((doc) => doc.form === 'programme_enrolment' && !doc.body.ended_on)
    .map((doc) => doc.body.programme);
  const found = new Set([...populationsOf(body(lane), seen, clock), ...treated]);
  return POPULATIONS.filter((code) => found.has(code) && !base.includes(code));
}

/**
 * What stands on a front page of every lane.
 *
 * @param {View} view
 * @param {Definitions} definitions
 * @param {Entry[]} documents  Finished ones of the lane up to today
 * @param {Clock} clock
 */
function common(view, { planner, summaries }, documents, clock) {
  const { lane } = view.facts;
  // Last year and this one: a new year takes the oldest away.
  const since = `${Number(clock.today.slice(0, 4)) - 1}-01-01`;
  clock.reached(`${Number(clock.today.slice(0, 4)) + 1}-01-01`);
  const read = documents.map((document) => ({
    document,
    readings: summaries.readings(view.flat(document, lane)),
  }));
  const states = summaries.states.flatMap(({ form, field }) => {
    const newest = documents.findLast((doc) => doc.form === form && isSet(doc.body[field]));
    if (!newest) return [];
    return [{ form, field, value: newest.body[field], date: newest.day, document: newest.id }];
  });
  return {
    populations: populationsIn(view, documents, clock),
    medicines: medicinesOf(documents),
    values: valuesOf(read, since),
    states,
    due: dueOf(view, planner, clock),
    alerts: alertsOf(view),
    unfinished: unfinishedOf(view),
    conflicts: conflictsOf(view),
    parts: partsOf(documents, since),
  };
}

/**
 * What a lane adds to the page of the record.
 *
 * @param {View} view
 * @param {Definitions} definitions
 * @param {Entry[]} documents  Finished ones of the lane up to today
 * @param {Clock} clock
 */
function lanePage(view, definitions, documents, clock) {
  const known = conditionsOf(view.body('record')).map((one) => JSON.stringify(one));
  const conditions = conditionsOf(view.body(view.facts.lane));
  return {
    ...common(view, definitions, documents, clock),
    conditions: conditions.filter((one) => !known.includes(JSON.stringify(one))),
  };
}

/**
 * The page of the record itself, with person, door and status.
 *
 * @param {View} view
 * @param {Definitions} definitions
 * @param {Entry[]} documents  Finished ones of the lane up to today
 * @param {Clock} clock
 */
function recordPage(view, definitions, documents, clock) {
  const resident = view.body('record');
  const home = view.facts.household?.body ?? {};
  return {
    who: pick(resident, WHO),
    door: pick(home, DOOR),
    address: home.household_address || (resident.current_address ?? null),
    access_note: home.access_note ?? null,
    status: view.closure ? 'closed' : 'active',
    closed: closedAs(view.closure),
    away: awayOf(documents, clock),
    conditions: conditionsOf(resident),
    allergies: allergiesOf(resident),
    ...qualityOf(view, clock),
    ...common(view, definitions, documents, clock),
  };
}

/**
 * The front page of one resident in one lane, as of the clock's day. Another lane than the
 * record's shows only what it adds.
 *
 * @param {View} view
 * @param {Definitions} definitions
 * @param {Clock} clock
 * @returns {FrontPage}
 */
export function frontPage(view, definitions, clock) {
  const { lane } = view.facts;
  const documents = view.entries.filter(
    (doc) => doc.isFinished && doc.lane === lane && clock.reached(doc.day),
  );
  const page = lane === 'record' ? recordPage : lanePage;
  return page(view, definitions, documents, clock);
}
