// How words stand in a row: names in a list, facts with a middle dot between them.
import { t } from './language.js';

/**
 * @param {string[]} words
 * @returns {string} "张桂芳、李建民" / "Zhang Guifang, Li Jianmin"
 */
export function listed(words) {
  return words.join(t('list.separator'));
}

/**
 * Facts in one line. The space before the dot does not break: no dot at the start of a line.
 *
 * @param {...(string | null | undefined | false)} facts  What is not known is left out
 * @returns {string} "高血压 · 逾期 12 天"
 */
export function dotted(...facts) {
  return facts.filter(Boolean).join('\u00a0· ');
}
