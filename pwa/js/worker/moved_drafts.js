// A draft goes along when the document that it is of is moved: entered for the wrong person.
import { readRows } from '../db/drafts.js';
import { keyedId } from '../forms/document_key.js';
import { laneOf } from '../forms/front_page_documents.js';
import { keyOf, putDrafts, rowsKnown } from './drafts.js';
import { archivesOf, seenFolders } from './folder_view.js';

/** @typedef {import('./work.js').Work} Work */

/**
 * Files each draft of a moved document where that document is now, under the right person. One
 * that lies there already is not written over: the other follows once that has gone.
 *
 * @param {Work} work
 */
export async function followMoved(work) {
  const { store, emit } = work;
  let hasMoved = false;
  for (const { id, box } of await readRows(store.db, 'drafts')) {
    /** @type {Draft} */
    const draft = await store.open('drafts', id, box);
    const now = await whereNow(work, draft);
    if (now !== draft && (await refile(work, id, draft, now))) hasMoved = true;
  }
  if (hasMoved) emit('round', null);
}

/**
 * @param {Work} work
 * @param {string} id Of its row
 * @param {Draft} draft
 * @param {Draft} now
 * @returns {Promise<boolean>} False where another one lies already, or the phone is full: it stays where it was
 */
async function refile(work, id, draft, now) {
  const known = await rowsKnown(work);
  if ((known.get(keyOf(now)) ?? id) !== id) return false;
  known.set(keyOf(now), id);
  const isKept = await putDrafts(work, [now]);
  known.delete(keyOf(isKept ? draft : now));
  return isKept;
}

/**
 * The draft as it is where its document has come to, step by step.
 *
 * @param {Work} work
 * @param {Draft} draft
 * @returns {Promise<Draft>} The same where nothing was moved, or to somebody who is not known here
 */
async function whereNow(work, draft) {
  const passed = new Set([draft.document]);
  let now = draft;
  for (;;) {
    const to = await movedTo(work, now);
    if (!to || passed.has(to)) return now;
    const resident = ownerOf(work, now, to);
    if (!resident) return now;
    passed.add(to);
    now = under(now, to, resident);
  }
}

/** @param {Work} work @param {Draft} draft @returns {Promise<string | null>} */
async function movedTo(work, { document, form, subject, body }) {
  // What was begun anew lies under the one that it is about: there is nothing yet to move.
  if (document === subject || !work.residents().people.has(subject)) return null;
  const lane = laneOf(/** @type {any} */ (work.forms), /** @type {any} */ ({ form, body }));
  const [seen] = await seenFolders(work, [{ subject, lane }]);
  const isIt = (/** @type {FiledDocument} */ one) => one.id === document;
  const found = seen.find(isIt) ?? (await archivesOf(work, { subject, lane })).find(isIt);
  return found?.moved_to ?? null;
}

/**
 * Whose a document is, by its id: the emptied one names no person.
 *
 * @param {Work} work
 * @param {Draft} draft
 * @param {string} document
 */
function ownerOf({ forms, residents }, { form: id, saw }, document) {
  const form = forms.get(id);
  return [...residents().people.values()].find(
    (one) => form && keyedId(form, saw.body, { ...saw.links, resident: one.id }) === document,
  );
}

/** @param {Draft} draft @param {string} document @param {{ id: string, name?: string | null }} resident @returns {Draft} */
const under = (draft, document, { id, name = null }) => ({
  ...draft,
  document,
  subject: id,
  name,
  saw: { ...draft.saw, links: { ...draft.saw.links, resident: id } },
  links: { ...draft.links, resident: id },
});
