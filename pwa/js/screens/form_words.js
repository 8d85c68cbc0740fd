// Words that belong to one form: the question one asks, the rule behind a proposal, what to tell the resident.
import { inWords, t } from '../i18n/language.js';
import * as draft from '../stores/draft.js';
import { today } from '../stores/session.js';
import * as hypertension from './hypertension_words.js';

/**
 * @typedef {object} Spoken What a form's words are made from
 * @property {Record<string, any>} body With the proposals that saving takes
 * @property {Record<string, any>} previous
 * @property {Record<string, any>} resident
 * @property {string} today
 * @property {string[]} dangers Codes of the dangers that stand and ask for a referral
 */

/**
 * @typedef {object} FormWords
 * @property {(field: string, spoken: Spoken) => string | undefined} rule Behind a proposal
 * @property {(spoken: Spoken) => string[]} tell Short sentences to read out
 * @property {(section: string) => string | undefined} step A word for a part, where its title is long
 */

/** What a danger asks for that is done elsewhere. */
const REFERRALS = ['urgent_referral', 'refer'];

/** One file a form. @type {Record<string, FormWords>} */
const WORDS = { hypertension_follow_up: hypertension };

/** @returns {FormWords | undefined} */
const words = () => WORDS[draft.opened.value?.form.id ?? ''];

/** @returns {Spoken} */
const spoken = () => ({
  body: { ...draft.body.value, ...draft.offered() },
  previous: draft.opened.value?.previous?.body ?? {},
  resident: draft.about.value?.resident?.body ?? {},
  today: today.value,
  dangers: draft.dangers.value
    .map(({ code }) => code)
    .filter((code) => REFERRALS.includes(draft.opened.value?.form.actions.get(code) ?? '')),
});

/** @param {{ id: string, title: Record<string, string> }} step @returns {string} */
export const stepWord = ({ id, title }) =>
  words()?.step(id) ?? inWords(/** @type {any} */ (title));

/** @param {string} field @returns {string | undefined} */
export const ruleWords = (field) => words()?.rule(field, spoken());

/** @returns {string[]} What one tells the resident; nothing where the form has no such words */
export const toldWords = () => words()?.tell(spoken()) ?? [];

/** @returns {string} The question that lists of complaints answer */
export const spokenQuestion = () => t('visit.anything_wrong');
