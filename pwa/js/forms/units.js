// Units of a form: what an operation carries and what merges as a whole.
import { isRecord, isSet, tidy } from './values.js';

/** @typedef {import('./load.js').Body} Body */
/** @typedef {import('./load.js').Field} Field */
/** @typedef {import('./load.js').Form} Form */
/** @typedef {import('./load.js').Value} Value */
/** @typedef {{ from: Value, to: Value }} Change */
/** @typedef {Record<string, Change>} Changes By part */

/**
 * A field with its companions and absence, all fields of a `together` line with theirs, or one
 * column of a row with its companions.
 *
 * @typedef {object} Unit
 * @property {string} name Its first field in form order; of a row `medications[<_row>].dose`
 * @property {string} policy
 * @property {Field} first
 * @property {readonly string[]} values Fields and companions
 * @property {readonly string[]} parts Values and `_absent.<field>`: keys of `changes`
 * @property {readonly string[]} marks `_confirmed.<field>`: keys of `changes`
 */

const ABSENT = '_absent.';
const CONFIRMED = '_confirmed.';

/** @type {WeakMap<Form, readonly Unit[]>} */
const ofForms = new WeakMap();

/**
 * The units of a form, in form order; computed fields are in none. The same list each time.
 *
 * @param {Form} form
 * @returns {readonly Unit[]}
 */
export function unitsOf(form) {
  let units = ofForms.get(form);
  if (!units) {
    units = group(form.fields).map((fields) => formUnit(fields, form.fields));
    ofForms.set(form, units);
  }
  return units;
}

/**
 * The units of one row of a group: its columns, each with its companions.
 *
 * @param {Form} form
 * @param {string} groupId
 * @param {string} row The row's `_row`
 * @returns {readonly Unit[]}
 */
export function unitsOfRow(form, groupId, row) {
  const columns = form.columns.get(groupId) ?? [];
  return group(columns).map((fields) => {
    const values = valuesOf(fields, columns);
    const name = `${groupId}[${row}].${fields[0].id}`;
    return { ...unitOf(fields), name, values, parts: values, marks: [] };
  });
}

/**
 * Fields that stand on one line, in form order; a field without a line is alone.
 *
 * @param {readonly Field[]} fields
 * @returns {Field[][]}
 */
function group(fields) {
  /** @type {Map<string, Field[]>} */
  const lines = new Map();
  for (const field of fields.filter(({ of, computed }) => !of && !computed)) {
    const line = field.together ?? field.id;
    lines.set(line, [...(lines.get(line) ?? []), field]);
  }
  return [...lines.values()];
}

/** @param {readonly Field[]} fields */
const unitOf = (fields) => ({
  name: fields[0].id,
  policy: fields.length > 1 ? 'manual' : fields[0].merge,
  first: fields[0],
});

/**
 * The fields, then their companions.
 *
 * @param {readonly Field[]} fields
 * @param {readonly Field[]} all
 */
const valuesOf = (fields, all) =>
  [...fields, ...all.filter(({ of }) => of && fields.includes(of))].map(({ id }) => id);

/**
 * @param {readonly Field[]} fields
 * @param {readonly Field[]} all
 * @returns {Unit}
 */
function formUnit(fields, all) {
  const values = valuesOf(fields, all);
  const parts = [...values, ...fields.map(({ id }) => ABSENT + id)];
  return { ...unitOf(fields), values, parts, marks: values.map((id) => CONFIRMED + id) };
}

/**
 * What a unit holds, by part: unset parts are left out, and the absence of what has a value.
 *
 * @param {Unit} unit
 * @param {(part: string) => Value} look
 * @returns {Record<string, Value>}
 */
function hold(unit, look) {
  /** @type {Record<string, Value>} */
  const held = {};
  for (const part of unit.parts) {
    const value = tidy(look(part));
    const explained = part.startsWith(ABSENT) && part.slice(ABSENT.length) in held;
    if (value !== null && !explained) held[part] = value;
  }
  return held;
}

/**
 * What a unit holds in a body.
 *
 * @param {Body} body
 * @param {Unit} unit
 * @returns {Record<string, Value>}
 */
export const readUnit = (body, unit) =>
  hold(unit, (part) =>
    part.startsWith(ABSENT) ? absenceOf(body, part.slice(ABSENT.length)) : body[part],
  );

/**
 * What a unit is, and becomes, in an operation's changes; what is not named is unset.
 *
 * @param {Changes} changes
 * @param {Unit} unit
 * @param {'from' | 'to'} side
 * @returns {Record<string, Value>}
 */
export const readChanges = (changes, unit, side) =>
  hold(unit, (part) => changes[part]?.[side]);

/**
 * @param {Body} body
 * @param {string} field
 */
const absenceOf = (body, field) => (isRecord(body._absent) ? body._absent[field] : null);

/**
 * The unit's warnings that were looked at and kept.
 *
 * @param {Body} body
 * @param {Unit} unit
 * @returns {string[]}
 */
export const marksOf = (body, unit) =>
  unit.marks.filter((mark) => body._confirmed?.includes(mark.slice(CONFIRMED.length)));

/**
 * Lays a unit's value and marks into a body, in place.
 *
 * @param {Form} form
 * @param {Body} body
 * @param {Unit} unit
 * @param {Record<string, Value>} held
 * @param {readonly string[]} marks
 */
export function writeUnit(form, body, unit, held, marks) {
  const absent = { ...body._absent };
  for (const part of unit.parts) {
    const inside = part.startsWith(ABSENT) ? absent : body;
    const key = inside === absent ? part.slice(ABSENT.length) : part;
    if (part in held) inside[key] = held[part];
    else delete inside[key];
  }
  const others = (body._confirmed ?? []).filter(
    (/** @type {string} */ id) => !unit.marks.includes(CONFIRMED + id),
  );
  const kept = new Set([...others, ...marks.map((mark) => mark.slice(CONFIRMED.length))]);
  const confirmed = form.fields.filter(({ id }) => kept.has(id)).map(({ id }) => id);
  setOrDrop(body, '_absent', Object.keys(absent).length ? absent : null);
  setOrDrop(body, '_confirmed', confirmed);
}

/**
 * @param {Body} body
 * @param {string} key
 * @param {Value} value
 */
function setOrDrop(body, key, value) {
  if (isSet(value)) body[key] = value;
  else delete body[key];
}

/**
 * The body as it is stored: each unit tidied, unset values gone; other keys stay as they are.
 *
 * @param {Form} form
 * @param {Body} body
 * @returns {Body}
 */
export function tidyBody(form, body) {
  const tidied = { ...body };
  for (const unit of unitsOf(form)) {
    writeUnit(form, tidied, unit, readUnit(body, unit), marksOf(body, unit));
  }
  return tidied;
}
