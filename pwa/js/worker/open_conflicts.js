// Conflicts that nobody has decided, wherever they lie.
import { asConflict, isConflict, seenFolders } from './folder_view.js';
import { openDifferences } from './sync_state.js';

/** @typedef {import('./work.js').Work} Work */

/**
 * @param {Work} work
 * @returns {Promise<OpenConflict[]>}
 */
export async function openConflicts(work) {
  const { people, households } = work.residents();
  const places = [...openDifferences(work).values()];
  const all = [...new Map(places.map((one) => [`${one.subject}|${one.lane}`, one])).values()];
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
