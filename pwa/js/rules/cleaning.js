// What every typed, scanned or imported identifier goes through before it is judged.

/** @typedef {{ ok: false, error: string }} Refusal */

const WIDE = /[\uFF10-\uFF19\uFF38\uFF58\uFF0D\uFF0B\u3000]/g;

/**
 * Full-width digits, X, plus, hyphen and space as ASCII, as Chinese keyboards produce them.
 *
 * @param {unknown} text
 */
export const narrow = (text) =>
  String(text).replace(WIDE, (wide) => {
    if (wide === '\u3000') return ' ';
    if (wide === '\uFF58') return 'X';
    return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
  });

/**
 * An identifier without spaces and hyphens, in capitals.
 *
 * @param {unknown} text
 */
export const clean = (text) =>
  narrow(text)
    .replace(/[\s\-\u2010-\u2015]/g, '')
    .toUpperCase();

/**
 * The answer to what cannot be an identifier of this kind.
 *
 * @param {string} error A stable code; the first check that fails names it
 * @returns {Refusal}
 */
export const refuse = (error) => ({ ok: false, error });
