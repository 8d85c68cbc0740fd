// Drafts: what is typed and has no operation yet. They never leave the phone.
import { isFull, withRoom } from '../db/ballast.js';
import { putRows, readDraft, readRows, removeDraft } from '../db/drafts.js';

/** @typedef {import('./work.js').Work} Work */

/** @param {string} document @param {string} form */
const idOf = (document, form) => `${document}|${form}`;

/**
 * @param {Work} work
 * @param {Draft[]} drafts
 * @returns {Promise<boolean>} False when the phone is full: what was written before stands
 */
export async function putDrafts({ store, here, onFull }, drafts) {
  const rows = await Promise.all(
    drafts.map(async (draft) => {
      const id = idOf(draft.document, draft.form);
      return { id, box: await store.seal('drafts', id, draft) };
    }),
  );
  try {
    await withRoom(() => putRows(store.db, 'drafts', rows), onFull);
    for (const { id } of rows) here.drafts?.add(id);
    return true;
  } catch (error) {
    if (!isFull(error)) throw error;
    return false;
  }
}

/**
 * @param {Work} work
 * @param {string} document
 * @param {string} form
 * @returns {Promise<Draft | null>}
 */
export async function getDraft({ store }, document, form) {
  const row = await readDraft(store.db, idOf(document, form));
  return row ? store.open('drafts', row.id, row.box) : null;
}

/**
 * @param {Work} work
 * @returns {Promise<DraftHead[]>} The newest first
 */
export async function listDrafts({ store, here }) {
  const rows = await readRows(store.db, 'drafts');
  /** @type {Draft[]} */
  const drafts = await Promise.all(rows.map(({ id, box }) => store.open('drafts', id, box)));
  here.drafts = new Set(rows.map(({ id }) => id));
  return drafts
    .map(({ document, form, subject, name, kept_at }) => ({
      document,
      form,
      subject,
      name,
      kept_at,
    }))
    .sort((a, b) => (a.kept_at < b.kept_at ? 1 : -1));
}

/**
 * @param {Work} work
 * @param {string} document
 * @param {string} form
 */
export async function dropDraft({ store, here }, document, form) {
  await removeDraft(store.db, idOf(document, form));
  here.drafts?.delete(idOf(document, form));
}
