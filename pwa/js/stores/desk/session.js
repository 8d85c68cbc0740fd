// Who sits at the desk. Kept in memory alone: the cookie is the browser's, and no script reads it.
import { signal } from '@preact/signals';
import { ask, DeskTrouble } from './ask.js';

/** @typedef {{ id: string, name: string, role: string }} Person */

/** undefined: not known yet; null: nobody. @type {import('@preact/signals').Signal<Person | null | undefined>} */
export const person = signal(undefined);

/** Why the last thing did not work. @type {import('@preact/signals').Signal<DeskTrouble | null>} */
export const trouble = signal(null);

/** Whether the session ended by itself. */
export const isOver = signal(false);

/** Asks the centre who is signed in. */
export async function findOut() {
  try {
    person.value = (await ask('GET', '/session')).staff;
  } catch (error) {
    person.value = null;
    if (codeOf(error) !== 'not-authenticated') note(error);
  }
}

/**
 * @param {string} username
 * @param {string} password
 * @throws {DeskTrouble} not-authenticated, too-many-tries, busy, no_answer
 */
export async function signIn(username, password) {
  const { staff } = await ask('POST', '/session', { username, password });
  isOver.value = false;
  trouble.value = null;
  person.value = staff;
}

export async function signOut() {
  await attempt(() => ask('DELETE', '/session'));
  person.value = null;
}

/**
 * Does something at the centre; what goes wrong is shown, and a session that ended leads to the door.
 *
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T | undefined>} undefined: it did not work
 */
export async function attempt(act) {
  try {
    const done = await act();
    trouble.value = null;
    return done;
  } catch (error) {
    if (codeOf(error) === 'not-authenticated') {
      isOver.value = true;
      person.value = null;
    } else {
      note(error);
    }
    return undefined;
  }
}

/** @param {unknown} error */
function note(error) {
  if (!(error instanceof DeskTrouble)) throw error;
  trouble.value = error;
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof DeskTrouble ? error.code : '');
