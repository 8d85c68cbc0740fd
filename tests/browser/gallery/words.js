// What the gallery says: the app's words, and some of its own for states that no screen shows yet.
import { setupI18n } from '@lingui/core';
import { language, t as said } from '../../../pwa/js/i18n/language.js';

const own = setupI18n({ locale: 'zh-CN' });

/** Brings the gallery's own words in both languages. */
export async function ownWords() {
  own.load({
    'zh-CN': (await import('./i18n/zh-CN.json')).default,
    en: (await import('./i18n/en.json')).default,
  });
}

/** A message by its key, as the app's `t`. */
export function t(id, values) {
  own.activate(language.value);
  return id in own.messages ? own._(id, values) : said(id, values);
}
