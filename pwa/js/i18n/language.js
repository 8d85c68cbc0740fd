// The words on the screen: a message by its key, in the language the person chose.
import { setupI18n } from '@lingui/core';
import { signal } from '@preact/signals';
import chinese from './zh-CN.json';

/** @typedef {'zh-CN' | 'en'} Language */
/** @typedef {keyof typeof import('./zh-CN.json')} MessageId */

const i18n = setupI18n({ locale: 'zh-CN', messages: { 'zh-CN': chinese } });

/** The language in use. What reads it, or calls `t`, is drawn again when it changes. */
export const language = signal(/** @type {Language} */ ('zh-CN'));

const WHOLE = { 'zh-CN': () => import('./zh-CN.json'), en: () => import('./en.json') };
/** Whether more has been asked for than is said until the first list stands. */
let isWhole = false;

/** @param {Language} wanted */
async function bring(wanted) {
  i18n.load(wanted, (await WHOLE[wanted]()).default);
}

/**
 * Switches the language of the whole app at once. The Chinese of the first list is always at hand; all
 * else is a part of the app that is fetched from this phone when first wanted.
 *
 * @param {Language} wanted
 */
export async function speak(wanted) {
  if (wanted === 'en' && !isWhole) i18n.load('en', (await import('./en.json?first')).default);
  // It may have been asked for meanwhile.
  if (isWhole) await bring(wanted);
  i18n.activate(wanted);
  language.value = wanted;
  document.documentElement.lang = wanted;
}

/** Brings the rest of the words: the build puts only those of the first list into the first files. */
export async function allWords() {
  isWhole = true;
  await bring(language.value);
}

/**
 * A message in the language in use.
 *
 * @param {MessageId} id
 * @param {Record<string, unknown>} [values]  One for each placeholder of the message
 * @returns {string}
 */
export function t(id, values) {
  // Read the signal first: whoever calls this depends on the language.
  return language.value && i18n._(id, values);
}

/**
 * The wording of a label from a form definition in the language in use.
 *
 * @param {{ 'zh-CN': string, en?: string }} label
 * @returns {string}
 */
export function inWords(label) {
  return label[language.value] ?? label['zh-CN'];
}
