// Readings of people who were established on this phone; the centre sends those of all others.

/**
 * The reading of a name, syllables joined by spaces. Its code is loaded only when somebody is
 * established here.
 *
 * @param {string} name
 * @returns {Promise<string[]>}
 */
export async function readingsOf(name) {
  const { default: pinyin } = await import('tiny-pinyin');
  if (!pinyin.isSupported()) return [];
  // It would split a character beyond U+FFFF.
  const syllables = [...name].map((character) =>
    character.length > 1 ? character : pinyin.convertToPinyin(character, '', true),
  );
  return [syllables.join(' ').toLowerCase()];
}
