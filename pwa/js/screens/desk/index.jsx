// The supervisor's desk: a part of the app of its own, over JSON, that stores nothing.
import { h, render } from 'preact';
import { allWords } from '../../i18n/language.js';
import { takeDefinitions } from '../../stores/phone.js';
import { findOut } from '../../stores/desk/session.js';
import { startAddress } from '../../stores/desk/place.js';
import { Desk } from './desk.jsx';

/** Whether an address asks for the desk. @param {string} hash */
export const isDesk = (hash) => hash.startsWith('#/desk');

/**
 * Draws the desk in place of the phone's app, and asks who is signed in.
 *
 * The phone's worker, store and locks are never started here: a desk holds no record.
 *
 * @returns {Promise<void>}
 */
export async function openDesk() {
  document.documentElement.dataset.place = 'desk';
  await allWords();
  startAddress();
  render(h(Desk, null), /** @type {HTMLElement} */ (document.getElementById('app')));
  await Promise.all([findOut(), readDefinitions()]);
}

/** The forms' words, for labels; the page's own script element says where the build put them. */
async function readDefinitions() {
  const script = /** @type {HTMLScriptElement} */ (
    document.querySelector('script[data-forms]')
  );
  const answer = await fetch(/** @type {string} */ (script.dataset.forms));
  takeDefinitions(await answer.json());
}
