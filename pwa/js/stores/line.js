// Whether the line carries to the centre, where nobody works on this phone yet.
import { bridge } from './phone.js';

/** A slow line is no reason to wait: what comes of it is said later. */
const PATIENCE_MS = 3_000;

/** @param {string | null} code Whether it is said of the line; all else is said of what was typed */
export const isOfLine = (code) => code !== null && ['signal', 'portal', 'away'].includes(code);

/** @returns {Promise<string | null>} Why the centre cannot be asked; null also where that is not known soon */
export const lineTrouble = () =>
  Promise.race([
    bridge().reach(),
    new Promise((/** @type {(none: null) => void} */ go) => setTimeout(go, PATIENCE_MS, null)),
  ]);
