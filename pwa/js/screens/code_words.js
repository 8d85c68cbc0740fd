// How the code of a record is said, also before the record has one.
import { t } from '../i18n/language.js';
import { parseRecordCode } from '../rules/record_code.js';

/**
 * @param {string | null | undefined} code
 * @param {string | null} [consent] Who declines a record is promised no code
 * @returns {string} In the groups in which it is printed
 */
export function codeWords(code, consent) {
  if (!code) return t(consent === 'declined' ? 'resident.declined' : 'resident.code_follows');
  const read = parseRecordCode(code);
  // On one line: half a code is read for a whole one.
  return t('resident.code', { code: read.ok ? read.display : code }).replaceAll(' ', '\u00a0');
}
