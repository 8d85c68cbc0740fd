// A word after an action, with its undo; gone after eight seconds or with the next action.
import { signal } from '@preact/signals';

/**
 * @typedef {object} Said
 * @property {string} text
 * @property {(() => void | Promise<void>) | null} undo
 */

const STAYS_MS = 8000;

/** @type {import('@preact/signals').Signal<Said | null>} */
export const said = signal(null);

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * @param {string} text
 * @param {(() => void | Promise<void>) | null} [undo]
 */
export function say(text, undo = null) {
  clearTimeout(timer);
  said.value = { text, undo };
  timer = setTimeout(unsay, STAYS_MS);
}

export function unsay() {
  clearTimeout(timer);
  said.value = null;
}
