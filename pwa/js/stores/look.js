// How the app looks and speaks on this phone. Says nothing of anybody, so it may stand unsealed.
import { effect, signal } from '@preact/signals';
import { language, speak } from '../i18n/language.js';

/** @typedef {'zh-CN' | 'en'} Language */
/** @typedef {'normal' | 'sunlight' | 'night'} Look */

const LANGUAGE_KEY = 'doorstep.language';
const LOOK_KEY = 'doorstep.look';

/** @type {import('@preact/signals').Signal<Look>} */
export const look = signal(/** @type {Look} */ (read(LOOK_KEY) ?? 'normal'));

/** @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    // Storage may be switched off for this site; the first page says so.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** @param {string} key @param {string} value */
function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** @param {Language} next Both languages are on board: no network is needed */
export async function chooseLanguage(next) {
  await speak(next);
  write(LANGUAGE_KEY, next);
}

/** @param {Look} next */
export function wear(next) {
  look.value = next;
  write(LOOK_KEY, next);
}

/** Speaks and looks as was chosen last, else as the phone does. */
export async function applyLook() {
  const chosen = read(LANGUAGE_KEY) ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
  effect(() => {
    if (look.value === 'normal') delete document.documentElement.dataset.look;
    else document.documentElement.dataset.look = look.value;
  });
  if (chosen !== language.value) await speak(/** @type {Language} */ (chosen));
}
