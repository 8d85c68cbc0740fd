// The fields of somebody who is established, in words: what they are called, and what is wrong there.
import { t } from '../i18n/language.js';
import { wrongWith } from '../stores/establish.js';
import { findingWords } from './finding_words.js';
import { fieldLabel, findField } from './record_words.js';

/** @param {string} id */
const fieldOf = (id) => findField('resident_basic', id) ?? findField('household', id);

/** @param {string} id Of a field of the person or of the door */
export function label(id) {
  const field = fieldOf(id);
  return field ? fieldLabel(field) : id;
}

/** The sentence below a field, if there is one. @param {string} id @returns {string | undefined} */
export function errorAt(id) {
  const code = wrongWith(id);
  if (code === 'no_such_day') return t('date.no_such_day');
  return code ? findingWords(code, fieldOf(id)) : undefined;
}
