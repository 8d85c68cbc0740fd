// What fingers, keyboards and the clipboard give, as plain digits.

/**
 * Turns full-width digits and signs into plain ones and drops what no number holds.
 *
 * @param {string} text  "１３８", "6，5", "138／86 mmHg"
 * @returns {string} "138", "6.5", "138/86"
 */
export function plainNumber(text) {
  return text
    .normalize('NFKC')
    .replace(/[,、。]/g, '.')
    .replace(/[^\d./]/g, '');
}
