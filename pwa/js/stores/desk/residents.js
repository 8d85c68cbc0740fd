// Residents at the desk: found, their history, two records of one person joined and parted.
import { signal } from '@preact/signals';
import { ask } from './ask.js';
import { attempt } from './session.js';

/** @typedef {import('./board.js').Listed} Listed */
/** @typedef {{ part: string, from: any, to: any, offered: boolean }} Written */
/** @typedef {{ id: string, document: string, form: string, kind: string, at: string, by: { name: string | null }, reason: string | null, changes: Written[] }} Entry */
/** @typedef {{ residents: [Listed, Listed], reason: string }} Pair */

/** What was typed. In memory alone. */
export const typed = signal('');
/** @type {import('@preact/signals').Signal<Listed[] | null>} */
export const found = signal(null);
/** @type {import('@preact/signals').Signal<Pair[] | null>} */
export const pairs = signal(null);
/** Of a resident, or of one document alone. @type {import('@preact/signals').Signal<{ resident: string, document?: string, entries: Entry[], names: Record<string, string>, more: boolean } | null>} */
export const history = signal(null);
/** The record that was joined last, to be parted again. @type {import('@preact/signals').Signal<string | null>} */
export const joined = signal(null);

const PAUSE_MS = 250;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Searches when typing pauses. @param {string} text */
export function type(text) {
  typed.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => void search(text), PAUSE_MS);
}

/** @param {string} text */
async function search(text) {
  if (!text.trim()) {
    found.value = null;
    return;
  }
  const read = await attempt(() =>
    ask('POST', '/residents/search', { text: text.slice(0, 50) }),
  );
  // An answer to what was typed before would replace what is looked for now.
  if (read && typed.value === text) found.value = read;
}

export async function readPairs() {
  const read = await attempt(() => ask('GET', '/residents/duplicates'));
  if (read) pairs.value = read;
}

/** The history that was asked for last: a late answer about somebody else is not shown. */
let wanted = '';

/** @param {string} resident @param {string} [document] Of this one alone */
export async function readHistory(resident, document) {
  history.value = null;
  const address = `/residents/${resident}/history${document ? `?document=${document}` : ''}`;
  wanted = address;
  const read = await attempt(() => ask('GET', address));
  if (read && wanted === address) history.value = { ...read, document };
}

/** Reads the page behind the last entry that is shown. */
export async function readMore() {
  const shown = history.value;
  const last = shown?.entries.slice(-1)[0];
  if (!shown || !last) return;
  const of = shown.document ? `&document=${shown.document}` : '';
  const path = `/residents/${shown.resident}/history?before=${last.id}${of}`;
  const read = await attempt(() => ask('GET', path));
  if (!read) return;
  history.value = {
    ...shown,
    more: read.more,
    entries: [...shown.entries, ...read.entries],
    names: { ...shown.names, ...read.names },
  };
}

/** @param {string} givenUp @param {string} into */
export async function join(givenUp, into) {
  const done = await attempt(() => ask('POST', `/residents/${givenUp}/merge`, { into }));
  if (done) joined.value = givenUp;
  await readPairs();
}

export async function part() {
  const last = joined.value;
  joined.value = null;
  if (last) await attempt(() => ask('DELETE', `/residents/${last}/merge`));
  await readPairs();
}
