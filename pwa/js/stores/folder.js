// The folder of the resident in hand: front page, documents, drafts, conflicts.
import { computed, signal } from '@preact/signals';
import { bridge, codeOf, formOf, hasForm } from './phone.js';

/** @type {import('@preact/signals').Signal<Folder | null>} */
export const folder = signal(null);
/** Why it cannot be shown. @type {import('@preact/signals').Signal<string | null>} */
export const trouble = signal(null);
/** Documents of earlier years, once they were asked for. @type {import('@preact/signals').Signal<FiledDocument[]>} */
export const archives = signal([]);

/** Finished and unfinished services, the newest first; what was retired is not among them. */
export const services = computed(() => {
  const { documents = [], resident } = folder.value ?? {};
  const all = [...archives.value, ...documents, ...(resident ? [resident] : [])];
  const known = new Map(all.map((one) => [one.id, one]));
  return [...known.values()].filter((one) => !one.retired).sort(newestFirst);
});

/** In which part of the record a document stands, by what its form is. @param {FiledDocument} document */
export function partOf({ type }) {
  if (!hasForm(type)) return 'other';
  const form = formOf(type);
  if (form.kind === 'facts') return form.definition.system ? '' : 'basics';
  if (/examination/.test(type)) return 'examinations';
  return form.kind === 'encounter' && form.about === 'resident' ? 'programmes' : 'other';
}

/** @param {FiledDocument} document The day of its service, else of its creation @returns {string} */
export function dayOf({ type, body, created_on }) {
  const date = hasForm(type) && formOf(type).date;
  return (date && body[date]) || created_on || '';
}

/** @param {FiledDocument} a @param {FiledDocument} b */
function newestFirst(a, b) {
  if (dayOf(a) !== dayOf(b)) return dayOf(a) < dayOf(b) ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/**
 * Opens a resident's folder; it is read from this phone and the opening is logged.
 *
 * @param {string} resident
 */
export async function openFolder(resident) {
  if (folder.value?.subject !== resident) {
    folder.value = null;
    archives.value = [];
  }
  trouble.value = null;
  watchFolder();
  try {
    folder.value = await bridge().openFolder(resident);
  } catch (error) {
    trouble.value = codeOf(error);
  }
}

/** Earlier years, which are read only when asked for. */
export async function readArchives() {
  if (folder.value) archives.value = await bridge().archives(folder.value.subject);
}

let watched = false;

/** Reads the folder again when something of it was saved or pulled, from its first opening on. */
function watchFolder() {
  if (watched) return;
  watched = true;
  bridge().on('folder', ({ subject }) => {
    if (subject === folder.value?.subject) void openFolder(subject);
  });
}
