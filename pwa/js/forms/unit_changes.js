// The changes of a decision: one unit of a document goes from what stands to a chosen value.
import { readUnit, unitsOf, unitsOfRow } from './units.js';

/** @typedef {import('./load.js').Form} Form */
/** @typedef {import('./units.js').Changes} Changes */
/** @typedef {import('./units.js').Unit} Unit */
/** @typedef {Record<string, any>} Held By part */

/** A unit within a row: group, row's id, the column's unit. */
const IN_ROW = /^(\w+)\[(.+)\]\.(\w+)$/;

/**
 * A unit by its name, with the group and row that it lies in; a link has neither.
 *
 * @param {Form} form
 * @param {string} name
 * @returns {{ unit: Unit | null, group: string | null, row: string | null }}
 */
export function unitNamed(form, name) {
  const [, group = null, row = null] = IN_ROW.exec(name) ?? [];
  const units = group && row ? unitsOfRow(form, group, row) : unitsOf(form);
  return { unit: units.find((one) => one.name === name) ?? null, group, row };
}

/**
 * What stands in a unit of a document; what is unset is not named.
 *
 * @param {Form} form
 * @param {Pick<FiledDocument, 'body' | 'links'>} document
 * @param {string} name
 * @returns {Held}
 */
export function standingIn(form, { body, links }, name) {
  const { unit, group, row } = unitNamed(form, name);
  if (name.startsWith('@')) {
    const link = links[name.slice(1)];
    return link ? { [name]: link } : {};
  }
  if (!unit) return {};
  const holder = group ? (rowsOf(body, group).find(({ _row }) => _row === row) ?? {}) : body;
  return readUnit(holder, unit);
}

/**
 * Changes after which `wanted` stands in the unit. A row has no part of its own: its whole group
 * goes, with one row changed. A value that is kept is named all the same: `from` equals `to`.
 *
 * @param {Form} form
 * @param {Pick<FiledDocument, 'body' | 'links'>} document
 * @param {string} name
 * @param {Held} wanted
 * @returns {Changes}
 */
export function unitChanges(form, document, name, wanted) {
  const { unit, group, row } = unitNamed(form, name);
  if (unit && group && row) return rowChanges(document.body, { unit, group, row }, wanted);
  const standing = standingIn(form, document, name);
  const parts = Object.keys({ ...standing, ...wanted });
  return Object.fromEntries(
    parts.map((part) => [part, { from: standing[part] ?? null, to: wanted[part] ?? null }]),
  );
}

/**
 * @param {Record<string, any>} body
 * @param {{ unit: Unit, group: string, row: string }} place
 * @param {Held} wanted
 * @returns {Changes}
 */
function rowChanges(body, { unit, group, row }, wanted) {
  const rows = rowsOf(body, group);
  const before = rows.find(({ _row }) => _row === row) ?? { _row: row };
  const others = Object.entries(before).filter(([part]) => !unit.values.includes(part));
  const after = { ...Object.fromEntries(others), ...wanted };
  const to = rows.includes(before)
    ? rows.map((one) => (one === before ? after : one))
    : [...rows, after];
  return { [group]: { from: rows.length ? rows : null, to } };
}

/**
 * The way back.
 *
 * @param {Changes} changes
 * @returns {Changes}
 */
export const reversed = (changes) =>
  Object.fromEntries(
    Object.entries(changes).map(([part, { from, to }]) => [part, { from: to, to: from }]),
  );

/** @param {Record<string, any>} body @param {string} group @returns {Record<string, any>[]} */
const rowsOf = (body, group) => body[group] ?? [];
