// Notes what came of knocking: back at the day's list one reads what was noted, and can take it back.
import { spokenDay } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { listed } from '../i18n/lists.js';
import { inDates, isAgain, nothingSaid } from '../stores/outcome.js';
import { home } from '../stores/place.js';
import { today } from '../stores/session.js';
import { say } from '../stores/toast.js';
import { recordOutcome } from '../stores/visit.js';

/** @typedef {import('../stores/outcome.js').Person} Person */
/** @typedef {import('../stores/outcome.js').Said} Said */
/** @typedef {import('../stores/visit.js').Outcome} Outcome */

/**
 * @param {string} household
 * @param {Person[]} people
 * @param {Said & { outcome: Outcome }} said
 */
export async function noteOutcome(household, people, said) {
  const undo = await recordOutcome(household, people, {
    ...inDates(said),
    outcome: said.outcome,
  });
  navigator.vibrate?.(30);
  const noted = {
    name: listed(people.map(({ name }) => name ?? '')),
    outcome: t(/** @type {any} */ (`outcome.${said.outcome}`)),
  };
  const words =
    isAgain(said) && said.next
      ? t('outcome.noted_again', { ...noted, day: spokenDay(said.next, today.value) })
      : t('outcome.noted', noted);
  say(words, async () => {
    if (await undo()) say(t('outcome.stands', noted));
  });
  home();
}

/**
 * Nobody opened: it is noted for all at once, and one comes again on the day that is usual.
 *
 * @param {string} household
 * @param {Person[]} people
 */
export const noteNobodyHome = (household, people) =>
  noteOutcome(household, people, { ...nothingSaid(), outcome: 'not_home' });
