// Measurements and states that a resident's card shows: what the forms mark with `summary`.
import { isSet } from './values.js';

/** @import { Forms } from './front_page_documents.js' */
/** @import { Entry } from './front_page_view.js' */
/** @import { FlatDocument } from './schedule_expressions.js' */

/** A number, or the values of one line (systolic and diastolic). @typedef {any} ReadingValue */

/**
 * @typedef {object} Summaries
 * @property {(document: FlatDocument) => Map<string, ReadingValue>} readings  Item -> value
 * @property {{form: string, field: string}[]} states  In the order in which a page lists them
 */

/** A page shows no more of one measurement, and nothing from before last year. */
const TREND_LENGTH = 5;
/** Standing documents and office work: no state of health. */
const WITHOUT_STATES = [
  'resident_basic',
  'information_card',
  'access_request',
  'record_inspection',
];
/** Shown as tasks. */
const NOT_A_STATE = ['next_visit_date', 'visit_outcome'];

/**
 * The fields of each measurement by form: a line of fields is one measurement.
 *
 * @param {Forms} forms
 */
function linesOf(forms) {
  /** @type {Map<string, Map<string, string[]>>} */
  const lines = new Map();
  for (const form of forms.values()) {
    if (form.about !== 'resident') continue;
    /** @type {Map<string, string[]>} */
    const own = new Map();
    for (const { id, together, definition } of form.fields)
      if (definition.summary === 'trend')
        own.set(together ?? id, [...(own.get(together ?? id) ?? []), id]);
    if (own.size) lines.set(form.id, own);
  }
  return lines;
}

/** @param {Forms} forms */
function statesOf(forms) {
  return [...forms.values()]
    .filter(({ id, about }) => about === 'resident' && !WITHOUT_STATES.includes(id))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((form) =>
      form.fields
        .filter(({ id, type, definition }) => {
          const isState = definition.summary === 'latest' && ['choice', 'date'].includes(type);
          return isState && !NOT_A_STATE.includes(id);
        })
        .map(({ id }) => ({ form: form.id, field: id })),
    );
}

/**
 * @param {Forms} forms
 * @returns {Summaries}
 */
export function summariesOf(forms) {
  const lines = linesOf(forms);
  return {
    states: statesOf(forms),
    readings(document) {
      /** @type {Map<string, ReadingValue>} */
      const found = new Map();
      for (const [line, fields] of lines.get(document.form) ?? []) {
        const values = fields.map((field) => document[field]);
        // Half a reading is none.
        if (!values.every(isSet)) continue;
        const item = line.replace(/^left_/, '').replace(/^right_/, '');
        const standing = found.get(item);
        // Of two arms the one with the higher systolic value counts; equal: the left.
        if (standing === undefined || values[0] > standing[0])
          found.set(item, values.length > 1 ? values : values[0]);
      }
      return found;
    },
  };
}

/**
 * Each measurement: the newest whole reading, however old, and the last few since a day.
 *
 * @param {{document: Entry, readings: Map<string, ReadingValue>}[]} read  Oldest first
 * @param {string} since
 */
export function valuesOf(read, since) {
  /** @type {Record<string, {date: string, value: ReadingValue, form: string, document: string, trend: [string, ReadingValue][]}>} */
  const values = {};
  for (const { document, readings } of read)
    for (const [item, value] of readings) {
      const { id, form, day } = document;
      const trend = values[item]?.trend ?? [];
      if (day >= since) trend.push([day, value]);
      values[item] = { date: day, value, form, document: id, trend };
    }
  for (const value of Object.values(values)) value.trend = value.trend.slice(-TREND_LENGTH);
  return values;
}
