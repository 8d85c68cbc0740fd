// Drafts: what is typed and has no operation yet. They never leave the phone.
import { isFull, withRoom } from '../db/ballast.js';
import { putRows, readDraft, readRows, removeDraft } from '../db/drafts.js';
import { newId } from '../rules/document_id.js';

/** @typedef {import('./work.js').Work} Work */

/** What a draft is of. On disk it stands within the seal: the form's name tells an illness. @param {{ document: string, form: string }} draft */
export const keyOf = ({ document, form }) => `${document}|${form}`;

/** @param {Work} work @returns {Promise<Map<string, string>>} What it is of -> id of its row */
export async function rowsKnown(work) {
  if (!work.here.drafts) await listDrafts(work);
  return /** @type {Map<string, string>} */ (work.here.drafts);
}

/**
 * @param {Work} work
 * @param {{ document: string, form: string }} draft
 * @returns {Promise<string | undefined>} The id of its row, where there is one
 */
export const rowOfDraft = async (work, draft) => (await rowsKnown(work)).get(keyOf(draft));

/**
 * @param {Work} work
 * @param {Draft[]} drafts
 * @returns {Promise<boolean>} False when the phone is full: what was written before stands
 */
export async function putDrafts(work, drafts) {
  const { store, onFull } = work;
  const known = await rowsKnown(work);
  const begun = drafts.map(keyOf).filter((key) => !known.has(key));
  for (const key of begun) known.set(key, newId());
  const rows = await Promise.all(
    drafts.map(async (draft) => {
      const id = /** @type {string} */ (known.get(keyOf(draft)));
      return { id, box: await store.seal('drafts', id, draft) };
    }),
  );
  try {
    await withRoom(() => putRows(store.db, 'drafts', rows), onFull);
    return true;
  } catch (error) {
    for (const key of begun) known.delete(key);
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
export async function getDraft(work, document, form) {
  const { store } = work;
  const id = await rowOfDraft(work, { document, form });
  const row = id && (await readDraft(store.db, id));
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
  // Once known, later writes are ahead of what was read here.
  here.drafts ??= new Map(drafts.map((draft, at) => [keyOf(draft), rows[at].id]));
  return drafts
    .map(({ document, form, subject, name, kept_at, danger }) => ({
      document,
      form,
      subject,
      name,
      kept_at,
      ...(danger !== undefined && { danger }),
    }))
    .sort((a, b) => (a.kept_at < b.kept_at ? 1 : -1));
}

/**
 * @param {Work} work
 * @param {string} document
 * @param {string} form
 */
export async function dropDraft(work, document, form) {
  const id = await rowOfDraft(work, { document, form });
  if (!id) return;
  await removeDraft(work.store.db, id);
  forgetDraft(work, { document, form });
}

/**
 * Says that a draft's row has gone.
 *
 * @param {Work} work
 * @param {{ document: string, form: string }} draft
 */
export const forgetDraft = ({ here }, draft) => void here.drafts?.delete(keyOf(draft));
