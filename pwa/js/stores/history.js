// How each value came to be: what the centre tells of a record, and what waits on this phone.
import { signal } from '@preact/signals';
import { bridge, codeOf } from './phone.js';
import { folder } from './folder.js';
import { session } from './session.js';

/** @typedef {import('../forms/units.js').Unit} Unit */

/**
 * One value that somebody wrote: `held` by part, `before` what it replaced.
 *
 * @typedef {object} Line
 * @property {string} id
 * @property {WrittenEntry['kind']} kind
 * @property {string} at
 * @property {{ id: string, name: string | null }} by
 * @property {string | null} reason
 * @property {Record<string, any>} held
 * @property {Record<string, any>} before
 * @property {boolean} offered It did not stand; a conflict keeps it
 * @property {boolean} here On this phone only, so far
 */

/** What the centre told last. @type {import('@preact/signals').Signal<WrittenHistory | null>} */
export const written = signal(null);
/** Why it cannot be told now: mostly signal. @type {import('@preact/signals').Signal<string | null>} */
export const trouble = signal(null);

/** Asks the centre anew, from the newest entry on. @param {string} resident */
export async function readHistory(resident) {
  if (written.value?.resident !== resident) written.value = null;
  await ask(resident, {}, (told) => ({ ...told, resident }));
}

/** Asks for what is older than the last one shown. */
export async function readOlder() {
  const shown = written.value;
  if (!shown) return;
  const before = shown.entries[shown.entries.length - 1].id;
  await ask(shown.resident, { before }, (told) => ({
    ...shown,
    entries: [...shown.entries, ...told.entries],
    more: told.more,
  }));
}

/**
 * @param {string} resident
 * @param {{ before?: string }} options
 * @param {(told: WrittenHistory) => WrittenHistory} join
 */
async function ask(resident, options, join) {
  trouble.value = null;
  try {
    written.value = join(await bridge().history(resident, options));
  } catch (error) {
    trouble.value = codeOf(error);
  }
}

/**
 * What was written into a unit of a document, the newest first.
 *
 * @param {FiledDocument} document
 * @param {Pick<Unit, 'parts'>} unit
 * @returns {Line[]}
 */
export function linesOf({ id }, { parts }) {
  const told = written.value?.entries ?? [];
  const known = new Set(told.map((entry) => entry.id));
  const here = ownEntries().filter((entry) => !known.has(entry.id));
  return [...here, ...told]
    .filter((entry) => entry.document === id)
    .map((entry) => lineOf(entry, parts, here.includes(entry)))
    .filter((line) => line !== null);
}

/** What this phone has written and the centre has not told yet. @returns {WrittenEntry[]} */
function ownEntries() {
  const by = session.value?.staff ?? { id: '', name: null };
  return [...(folder.value?.pending ?? [])].reverse().map((entry) => ({
    id: entry.operation,
    document: entry.document,
    form: entry.form,
    kind: entry.kind,
    at: entry.captured_at,
    by,
    reason: entry.reason,
    changes: Object.entries(entry.changes).map(([part, { from, to }]) => ({
      part,
      from,
      to,
      offered: false,
    })),
  }));
}

/**
 * @param {WrittenEntry} entry
 * @param {readonly string[]} parts
 * @param {boolean} here
 * @returns {Line | null} Null: it did not touch them
 */
function lineOf({ id, kind, at, by, reason, changes }, parts, here) {
  const own = changes.filter(({ part }) => parts.includes(part));
  if (own.length === 0) return null;
  const held = Object.fromEntries(own.map(({ part, to }) => [part, to ?? null]));
  const before = Object.fromEntries(own.map(({ part, from }) => [part, from ?? null]));
  const offered = own.some((one) => one.offered);
  return { id, kind, at, by, reason, held, before, offered, here };
}
