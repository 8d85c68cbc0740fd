// Conflicts that nobody has decided, wherever they lie.
import { asConflict, isConflict, seenFolders } from './folder_view.js';

/** @typedef {import('./work.js').Work} Work */

/**
 * Open conflicts of everybody whose row is marked, and of households in which nobody lives:
 * no row speaks for those.
 *
 * @param {Work} work
 * @returns {Promise<OpenConflict[]>}
 */
export async function openConflicts(work) {
  const { people, lanes, households, members } = work.residents();
  const marked = [...people.values(), ...[...lanes.values()].flat()].filter(({ flags }) =>
    flags.includes('conflict'),
  );
  const places = new Map();
  for (const { id, lane, household } of marked) {
    places.set(`${id}|${lane}`, { subject: id, lane });
    if (household) places.set(`${household}|record`, { subject: household, lane: 'record' });
  }
  for (const subject of households.keys())
    if (!members.has(subject)) places.set(`${subject}|record`, { subject, lane: 'record' });
  const all = [...places.values()];
  const folders = await seenFolders(work, all);
  return folders.flatMap((documents, at) =>
    documents
      .filter(isConflict)
      .map(asConflict)
      .filter(({ state }) => state === 'open')
      .map((conflict) => ({
        subject: all[at].subject,
        name:
          people.get(all[at].subject)?.name ?? households.get(all[at].subject)?.address ?? null,
        conflict,
        document: documents.find(({ id }) => id === conflict.document) ?? null,
      })),
  );
}
