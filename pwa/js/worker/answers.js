// One call, one answer: what failed is told in a word that the screens have a sentence for.

/** Errors that people can do something about, by the name of what was thrown. */
const CODES = new Map([
  ['PhoneFull', 'full'],
  ['QuotaExceededError', 'full'],
  ['StoreNewer', 'database_newer'],
  ['StoreBlocked', 'database_blocked'],
  ['BrokenSeal', 'broken'],
  ['Refused', 'refused'],
]);

/**
 * @param {unknown} thrown
 * @returns {{ trouble: string, detail: Json }}
 */
export function troubleOf(thrown) {
  const error = /** @type {Error & { code?: unknown, detail?: Json, problem?: Json }} */ (
    thrown
  );
  // A DOMException has a code too, but a number.
  if (typeof error.code === 'string')
    return { trouble: error.code, detail: error.detail ?? null };
  const trouble = CODES.get(error.name) ?? 'broken';
  return { trouble, detail: error.problem ?? (trouble === 'broken' ? error.message : null) };
}

/**
 * @param {Promise<Record<string, any>>} desk
 * @param {string} name
 * @param {any[]} args
 * @returns {Promise<{ answer: any } | { trouble: string, detail: Json }>}
 */
export async function answer(desk, name, args) {
  try {
    const calls = await desk;
    return { answer: await calls[name](...args) };
  } catch (error) {
    return troubleOf(error);
  }
}
