// How what a record holds is said: options by their label, fields by theirs, medicines in one line.
import { fullDate } from '../i18n/dates.js';
import { inWords, t } from '../i18n/language.js';
import { formOf, hasForm, scheduleRules, sharedWords } from '../stores/phone.js';
import { valueWords } from './words.js';

/** @import { Field } from '../forms/load.js' */

/** @param {Field} field @returns {string} Of the words to an option: what its question is called */
export const fieldLabel = (field) =>
  inWords((field.of ?? field).definition.label ?? { 'zh-CN': field.id });

/**
 * A unit of measure as people write it.
 *
 * @param {Field} field
 * @returns {string}
 */
export function unitOf(field) {
  const { unit, unit_label: label } = field.definition;
  if (label) return inWords(label);
  if (unit === 'min') return t('unit.minutes');
  if (unit === 'a') return t('unit.years');
  return (unit ?? '').replace('mm[Hg]', 'mmHg').replace('kg/m2', 'kg/m²').replace(/[{}]/g, '');
}

/** @param {string} id @returns {string} As the plan names the service, else as the form is printed */
export function serviceTitle(id) {
  const rule = scheduleRules().find((one) => one.form === id && one.id === id);
  return rule ? inWords(rule.title) : formTitle(id);
}

/** @param {string} id @returns {string} */
export const formTitle = (id) => (hasForm(id) ? inWords(formOf(id).definition.title) : id);

/**
 * The field of a form, or the column of one of its groups.
 *
 * @param {string} form
 * @param {string} id
 * @returns {Field | undefined}
 */
export function findField(form, id) {
  if (!hasForm(form)) return undefined;
  const { byId, columns } = formOf(form);
  if (byId.has(id)) return byId.get(id);
  return [...columns.values()].flat().find((column) => column.id === id);
}

/** @param {Field | undefined} field @param {string} code @returns {string} */
export function optionWord(field, code) {
  const option = field?.options.find((one) => one.code === code);
  return option ? inWords(/** @type {any} */ (option.label)) : code;
}

/**
 * A value of a body, as one would read it out.
 *
 * @param {Field | undefined} field
 * @param {any} value
 * @returns {string}
 */
export function fieldValueWords(field, value) {
  if (value === null || value === undefined || value === '') return '';
  switch (field?.type) {
    case 'choice':
      return optionWord(field, value);
    case 'choices':
      return value
        .map((/** @type {string} */ code) => optionWord(field, code))
        .join(t('list.separator'));
    case 'boolean':
      return value ? t('visit.yes') : t('visit.no');
    case 'date':
    case 'partial_date':
      return fullDate(value);
    case 'group':
      return t('common.entries', { count: value.length });
    default:
      return valueWords(value);
  }
}

/** An item of the front page: a line of fields, or one field. @param {string} item @param {string} form */
export function itemLabel(item, form) {
  const line = sharedWords('lines', item);
  if (line) return inWords(line);
  const field = findField(form, item);
  return field ? fieldLabel(field) : item;
}

/**
 * A medicine in one line: "氨氯地平 5毫克 每天1次".
 *
 * @param {Record<string, any>} row
 * @param {string} form
 * @returns {{ name: string, how: string }}
 */
export function medicineWords(row, form) {
  const unit = row.dose_unit ? optionWord(findField(form, 'dose_unit'), row.dose_unit) : '';
  const dose = row.dose !== undefined && row.dose !== null ? `${row.dose}${unit}` : '';
  const how = row.doses_per_day ? t('medicine.times', { count: row.doses_per_day }) : '';
  return { name: [row.drug_name, dose].filter(Boolean).join(' '), how };
}

/** @param {string} code @returns {string} A condition, as the form of past diseases names it */
export const conditionWord = (code) => optionWord(findField('resident_basic', 'disease'), code);

/** Populations that follow from age or a pregnancy have no option of a form. */
const BY_THEMSELVES = ['child', 'elderly', 'maternal'];

/** @param {string} code @returns {string} */
export function populationWord(code) {
  if (BY_THEMSELVES.includes(code)) return t(/** @type {any} */ (`population.${code}`));
  return optionWord(findField('resident_basic', 'managed_programmes'), code);
}
