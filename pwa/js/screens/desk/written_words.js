// How what somebody wrote is said: forms, parts, values and reasons in words, never as a code or an id.
import { inWords, t } from '../../i18n/language.js';
import { board } from '../../stores/desk/board.js';
import { formOf, hasForm, sharedWords } from '../../stores/phone.js';
import {
  fieldLabel,
  fieldValueWords,
  findField,
  itemLabel,
  populationWord,
  formTitle as printedTitle,
} from '../record_words.js';
import { findingTitle } from './words.js';

/** @typedef {Record<string, string>} Names By id, as far as the centre tells them */

const ABSENT = '_absent.';
const CONFIRMED = '_confirmed.';
const LINKS = /** @type {const} */ (['resident', 'household', 'area', 'visit']);
const LANES = /** @type {const} */ (['record', 'mental_health', 'tuberculosis']);
const ACTIONS = /** @type {const} */ ([
  'urgent_referral',
  'refer',
  'recheck',
  'support',
  'report',
]);
/** Reasons that the app and the centre give; any other is in somebody's own words. */
const REASONS = /** @type {const} */ ([
  'copied_wrong',
  'measured_again',
  'wrong_person',
  'not_happened',
  'did_not_happen',
  'moved',
  'not_one_person',
  'undo',
]);
/** Types whose value is no text that one reads. */
const NOT_READ = ['location', 'signature', 'photo'];

/**
 * The word of a code, where it has one.
 *
 * @template {string} C
 * @param {readonly C[]} codes
 * @param {string} code
 * @param {(code: C) => string} say
 * @returns {string} Else the code
 */
const said = (codes, code, say) => {
  const known = codes.find((one) => one === code);
  return known ? say(known) : code;
};

/** Texts of the system's own documents that hold codes. @type {Record<string, (code: string) => string>} */
const OF_CODES = {
  'programme_enrolment.programme': populationWord,
  'alert_follow_up.code': findingTitle,
  'alert_follow_up.action': (code) => said(ACTIONS, code, (one) => t(`desk.action.${one}`)),
  'alert_follow_up.cause_form': formTitle,
  'alert_follow_up.lane': (code) => said(LANES, code, (one) => t(`desk.lane.${one}`)),
};

/** @param {string} id @returns {string} Also of what has no form, or one that this app does not know */
export function formTitle(id) {
  if (id === 'conflict') return t('board.differs');
  return hasForm(id) ? printedTitle(id) : t('desk.other_form');
}

/** @param {string} reason @returns {string} */
export const reasonWords = (reason) => said(REASONS, reason, (one) => t(`desk.reason.${one}`));

/** @param {string} id @param {Names} names @returns {string} Of what is not told: that it is another record */
const nameOf = (id, names) =>
  names[id] ??
  board.value?.doctors.find(({ key }) => key === id)?.name ??
  t('desk.other_record');

/** @param {string} form @param {string} unit @returns {string} What a unit is called */
export function unitWords(form, unit) {
  if (unit.startsWith('@')) return linkWord(unit);
  const part = unit.replace(/^.*\]\./, '');
  const field = findField(form, part);
  if (!field) return t('desk.other_field');
  // A line of several fields has a name of its own, where the forms give it one.
  return field.together ? itemLabel(field.together, form) : fieldLabel(field);
}

/** @param {string} part A link, `@household` @returns {string} */
function linkWord(part) {
  const link = LINKS.find((one) => one === part.slice(1));
  return link ? t(`desk.link.${link}`) : t('desk.other_field');
}

/**
 * A value of a unit, part by part, as one would read it out.
 *
 * @param {string} form
 * @param {Record<string, any>} value
 * @param {Names} [names]
 * @returns {string}
 */
export function sideWords(form, value, names) {
  const parts = inFormOrder(form, Object.entries(value), ([part]) => part);
  if (parts.length === 0) return t('desk.empty_value');
  const words = parts.map(([part, one]) => partWords(form, part, one, names));
  const areFigures = parts.length > 1 && parts.every(([, one]) => typeof one === 'number');
  return words.join(areFigures ? '/' : t('list.separator'));
}

/**
 * Parts in the order in which their form asks for them; JSON has none of its own.
 *
 * @template T
 * @param {string} form
 * @param {T[]} parts
 * @param {(one: T) => string} nameOf
 * @returns {T[]}
 */
export function inFormOrder(form, parts, nameOf) {
  const order = hasForm(form) ? [...formOf(form).byId.keys()] : [];
  const placeOf = (/** @type {T} */ one) =>
    order.indexOf(nameOf(one).replace(/^_(absent|confirmed)\./, ''));
  return [...parts].sort((one, other) => placeOf(one) - placeOf(other));
}

/**
 * Whether a change of this part tells a reader anything: an id of a document does not, nor whose
 * record it is, in that very record.
 *
 * @param {string} form
 * @param {{ part: string, from: any, to: any }} change
 * @param {Names} names
 */
export function isTelling(form, { part, from, to }, names) {
  const isNamed = [from, to].some((side) => names[side] !== undefined);
  if (part === '@resident') return isNamed && Boolean(from);
  if (part.startsWith('@')) return isNamed;
  const field = findField(form, part);
  return isNamed || field?.type !== 'ref' || field.definition.to !== 'document';
}

/**
 * @param {string} form
 * @param {string} part
 * @param {any} value
 * @param {Names} [names]
 * @returns {string}
 */
export function partWords(form, part, value, names = {}) {
  if (value === null || value === undefined || value === '') return t('desk.empty_value');
  if (part.startsWith(ABSENT)) {
    const reason = sharedWords('absent_reasons', value);
    return reason ? inWords(reason.label ?? reason) : String(value);
  }
  if (part.startsWith(CONFIRMED)) return t(value ? 'desk.confirmed' : 'desk.empty_value');
  const field = findField(form, part);
  if (part.startsWith('@') || field?.type === 'ref') return nameOf(value, names);
  if (field && NOT_READ.includes(field.type)) return t('desk.is_there');
  const say = OF_CODES[`${form}.${part}`];
  return say ? say(String(value)) : fieldValueWords(field, value) || String(value);
}

/** @param {string} form @param {string} part @returns {string} */
export function partLabel(form, part) {
  if (part.startsWith('@')) return linkWord(part);
  const name = part.replace(/^_(absent|confirmed)\./, '');
  const field = findField(form, name.split('__')[0]);
  return field ? fieldLabel(field) : t('desk.other_field');
}
