// Finding a resident or a door by name, pinyin, initials, door or last digits, while typing.
import { signal } from '@preact/signals';
import { bridge } from './phone.js';

/** How many are shown: more is a reason to type on. */
const LIMIT = 30;

/** What was typed; an input method may still be composing it. */
export const text = signal('');
/** @type {import('@preact/signals').Signal<FoundResident[]>} */
export const residents = signal([]);
/** @type {import('@preact/signals').Signal<FoundHousehold[]>} */
export const households = signal([]);
/** What the results in sight belong to. */
export const searched = signal('');

/**
 * Searches for what is typed. Of two answers the later question's stands.
 *
 * @param {string} typed
 */
export async function search(typed) {
  text.value = typed;
  const asked = typed.trim();
  const [people, doors] = asked
    ? await Promise.all([
        bridge().search(asked, { limit: LIMIT }),
        bridge().searchHouseholds(asked, { limit: 5 }),
      ])
    : [[], []];
  if (text.value.trim() !== asked) return;
  residents.value = people;
  households.value = doors;
  searched.value = asked;
}
