// Writes into the form in hand: answers, figures as they were typed, why there is none.
import { isRead, storedWords } from '../forms/typed_words.js';
import { isSet } from '../forms/validate.js';
import { body, keepDraft, typed } from './draft.js';
import { numberFrom } from './questions.js';
import { today } from './session.js';

/** @import { Body, Field } from '../forms/load.js' */

/**
 * Writes answers into the form. Taking one back (null) is an answer's end as well.
 *
 * @param {Record<string, any>} answers By field
 */
export function answer(answers) {
  const next = { ...body.value };
  const absent = { ...next._absent };
  const confirmed = new Set(next._confirmed ?? []);
  for (const [id, value] of Object.entries(answers)) {
    if (isSet(value)) next[id] = value;
    else delete next[id];
    delete absent[id];
    confirmed.delete(id);
  }
  setMarks(next, absent, confirmed);
  body.value = next;
  keepDraft();
}

/** @param {Body} next @param {Record<string, string>} absent @param {Set<string>} confirmed */
function setMarks(next, absent, confirmed) {
  delete next._absent;
  delete next._confirmed;
  if (Object.keys(absent).length) next._absent = absent;
  if (confirmed.size) next._confirmed = [...confirmed];
}

/**
 * Says why a field has no value: an answer as well, unlike an empty field.
 *
 * @param {Field} field
 * @param {string} reason Of the form's reasons
 */
export function markAbsent(field, reason) {
  const next = { ...body.value };
  const absent = { ...next._absent, [field.id]: reason };
  delete next[field.id];
  setMarks(next, absent, new Set(next._confirmed ?? []));
  body.value = next;
  typed.value = { ...typed.value, [field.id]: '' };
  keepDraft();
}

/**
 * The doctor looked at an unlikely value and keeps it.
 *
 * @param {string} field
 */
export function confirm(field) {
  const next = { ...body.value };
  setMarks(next, next._absent ?? {}, new Set([...(next._confirmed ?? []), field]));
  body.value = next;
  keepDraft();
}

/**
 * Takes what was typed into a figure.
 *
 * @param {string} id
 * @param {string} text
 */
export function type(id, text) {
  typed.value = { ...typed.value, [id]: text };
  answer({ [id]: numberFrom(text) });
}

/**
 * Takes words: a telephone or identity number is kept as the form keeps it, and stands as it was typed.
 *
 * @param {Field} field
 * @param {string} text
 */
export function write({ id, type: kind }, text) {
  if (isRead(kind)) typed.value = { ...typed.value, [id]: text };
  answer({ [id]: storedWords(kind, text, today.value) });
}

/**
 * Takes what was typed into a date: digits are kept until they are a day.
 *
 * @param {string} id
 * @param {string} digits
 * @param {string | null} day The day they say, if they are one
 */
export function typeDate(id, digits, day) {
  typed.value = { ...typed.value, [id]: digits };
  answer({ [id]: day ?? (digits || null) });
}

/** Empties figures for another measurement. @param {string[]} ids */
export function clearTyped(ids) {
  typed.value = { ...typed.value, ...Object.fromEntries(ids.map((id) => [id, ''])) };
  keepDraft();
}

/** @param {string} id What stands in a figure's field */
export const textOf = (id) =>
  typed.value[id] ?? (isSet(body.value[id]) ? String(body.value[id]) : '');

/**
 * The list with one option put in or taken out, in the form's order; none of them gives way.
 *
 * @param {Field} field
 * @param {string} code
 */
export function toggled(field, code) {
  const chosen = new Set(body.value[field.id] ?? []);
  if (!chosen.delete(code)) chosen.add(code);
  const exclusive = field.options.find((option) => option.code === code)?.exclusive;
  return field.options
    .filter(
      (option) =>
        chosen.has(option.code) && (exclusive ? option.code === code : !option.exclusive),
    )
    .map((option) => option.code);
}
