// Turns the catalogues' ICU messages into what the app reads, at build time: no parser on the phone.
import { readFile } from 'node:fs/promises';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';

export const LANGUAGES = ['zh-CN', 'en'];

/** @param {string} language @returns {URL} */
export function cataloguePath(language) {
  return new URL(`./${language}.json`, import.meta.url);
}

/**
 * Compiles one catalogue.
 *
 * @param {Record<string, string>} catalogue
 * @returns {Record<string, import('@lingui/message-utils/compileMessage').CompiledMessage>}
 * @throws {Error} naming the message that is not ICU
 */
export function compileCatalogue(catalogue) {
  return Object.fromEntries(
    Object.entries(catalogue).map(([id, message]) => [id, compileOne(id, message)]),
  );
}

/** @param {string} id @param {string} message */
function compileOne(id, message) {
  try {
    return compileMessageOrThrow(message);
  } catch (fault) {
    throw new Error(`The message ${id} cannot be read: ${message}`, { cause: fault });
  }
}

/** @param {string} path @returns {Promise<string>} A compiled catalogue as JSON text */
export async function compileFile(path) {
  return JSON.stringify(compileCatalogue(JSON.parse(await readFile(path, 'utf8'))));
}
