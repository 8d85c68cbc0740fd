// The changes of an operation: what its author saw, and what it becomes, part by part.
import { same, tidy } from './values.js';
import { marksOf, readChanges, readUnit, unitsOf, writeUnit } from './units.js';

/** @typedef {import('./load.js').Body} Body */
/** @typedef {import('./load.js').Form} Form */
/** @typedef {import('./load.js').Value} Value */
/** @typedef {import('./units.js').Changes} Changes */
/** @typedef {import('./units.js').Unit} Unit */
/** @typedef {Record<string, string | null | undefined>} Links */

/**
 * What leads from one body to the other. A touched unit is named whole: every part of it that is
 * set in `from` or in `to`, also one that stays as it is. Keys that the form does not know, and
 * computed values, are left out.
 *
 * @param {Form} form
 * @param {Body} before
 * @param {Body} after
 * @returns {Changes} Empty when nothing changed
 */
export function changesBetween(form, before, after) {
  /** @type {Changes} */
  const changes = {};
  for (const unit of unitsOf(form)) {
    const from = { ...readUnit(before, unit), ...asParts(marksOf(before, unit)) };
    const to = { ...readUnit(after, unit), ...asParts(marksOf(after, unit)) };
    if (same(from, to)) continue;
    for (const part of [...unit.parts, ...unit.marks]) {
      if (part in from || part in to) {
        changes[part] = { from: from[part] ?? null, to: to[part] ?? null };
      }
    }
  }
  return changes;
}

/**
 * @param {string[]} marks
 * @returns {Record<string, Value>}
 */
const asParts = (marks) => Object.fromEntries(marks.map((mark) => [mark, true]));

/**
 * What leads from one set of links to the other: `@household`, `@visit` and so on.
 *
 * @param {Links} before
 * @param {Links} after
 * @returns {Changes}
 */
export function linkChangesBetween(before, after) {
  /** @type {Changes} */
  const changes = {};
  for (const link of Object.keys({ ...before, ...after })) {
    const [from, to] = [tidy(before[link]), tidy(after[link])];
    if (from !== to) changes[`@${link}`] = { from, to };
  }
  return changes;
}

/**
 * A body with one's own changes laid over it: what one entered is what one sees, whatever stood
 * there. No merge policy decides; that is the server's.
 *
 * @param {Form} form
 * @param {Body} body Is not changed
 * @param {Changes} changes
 * @returns {Body}
 */
export function applyChanges(form, body, changes) {
  const laid = { ...body };
  for (const unit of unitsOf(form)) {
    if ([...unit.parts, ...unit.marks].some((part) => part in changes)) {
      lay(form, laid, unit, changes);
    }
  }
  return laid;
}

/**
 * The links with one's own changes of links laid over them.
 *
 * @param {Links} links Is not changed
 * @param {Changes} changes
 * @returns {Links}
 */
export function applyLinkChanges(links, changes) {
  const laid = { ...links };
  for (const [part, { to }] of Object.entries(changes)) {
    if (!part.startsWith('@')) continue;
    if (!to) delete laid[part.slice(1)];
    else laid[part.slice(1)] = to;
  }
  return laid;
}

/**
 * @param {Form} form
 * @param {Body} body
 * @param {Unit} unit
 * @param {Changes} changes
 */
function lay(form, body, unit, changes) {
  const standing = readUnit(body, unit);
  const to = readChanges(changes, unit, 'to');
  // From equals to: the value is left in peace, only a warning was confirmed.
  const after = same(readChanges(changes, unit, 'from'), to) ? standing : to;
  writeUnit(form, body, unit, after, marksAfter(body, unit, changes, { standing, to, after }));
}

/**
 * A confirmation belongs to the value: it comes and goes with it.
 *
 * @param {Body} body
 * @param {Unit} unit
 * @param {Changes} changes
 * @param {Record<'standing' | 'to' | 'after', Record<string, Value>>} values
 */
function marksAfter(body, unit, changes, { standing, to, after }) {
  const wanted = unit.marks.filter((mark) => changes[mark]?.to);
  if (!same(standing, to)) return same(after, to) ? wanted : marksOf(body, unit);
  const kept = marksOf(body, unit).filter((mark) => !changes[mark]?.from);
  return [...new Set([...kept, ...wanted])];
}
