// What is known around an operation, for the consequences that it may have.
import { inOrder, isFinished } from '../forms/front_page_documents.js';
import { todayOf } from '../sync/clock.js';
import { asRecord, isConflict } from './folder_view.js';

/** @typedef {import('../forms/consequences.js').Cause} Cause */
/** @typedef {import('./laid_folders.js').LaidFolders} LaidFolders */

/** Forms whose consequences reach into other folders of the household. */
const OF_FAMILIES = new Set(['resident_basic', 'pregnancy']);

/**
 * @param {LaidFolders} laid
 * @param {{ operation: any, subject: string, before: FiledDocument | null, after: FiledDocument }} cause
 * @returns {Promise<Cause | null>} Null where it is about no resident, or one who is not known
 *   here: nobody writes in the author's stead
 */
export async function causeOf(laid, { operation, subject, before, after }) {
  const { store, forms } = laid.work;
  if (forms.get(after.type)?.about !== 'resident') return null;
  const all = await laid.documents(subject);
  const resident = all.find(({ id }) => id === subject);
  if (!resident || isConflict(after)) return null;
  const family = OF_FAMILIES.has(after.type) ? await familyOf(laid, resident) : [];
  const documents = recordsOf(all.filter(({ id }) => id !== subject));
  const standing = forms.get(after.type);
  return {
    operation: { ...operation, actor: store.state.staff.id },
    day: todayOf(store.state),
    before: before && asRecord(before),
    after: asRecord(after),
    resident: asRecord(resident),
    documents: [
      ...documents,
      ...recordsOf(family.filter(({ type }) => type === 'birth_event')),
    ],
    previous: newest(
      laid,
      documents,
      (one) => one.form === standing?.id && one.id !== after.id,
    ),
    pregnancy: newest(laid, documents, (one) => one.id === after.links.pregnancy),
    household_pregnancies: recordsOf(family.filter(({ type }) => type === 'pregnancy')),
    household_children: recordsOf(
      family.filter(({ id, links }) => !links.resident && id !== subject),
    ),
  };
}

/** @param {FiledDocument[]} documents */
const recordsOf = (documents) =>
  documents.filter((document) => !isConflict(document)).map(asRecord);

/**
 * @param {LaidFolders} laid
 * @param {import('../forms/front_page_documents.js').RecordDocument[]} documents
 * @param {(document: import('../forms/front_page_documents.js').RecordDocument) => boolean} isWanted
 */
function newest({ work }, documents, isWanted) {
  const own = documents.filter((document) => isFinished(document) && isWanted(document));
  return inOrder(/** @type {any} */ (work.forms), own).at(-1)?.body ?? null;
}

/**
 * The documents of everybody else in the household.
 *
 * @param {LaidFolders} laid
 * @param {FiledDocument} resident
 */
async function familyOf(laid, resident) {
  const members = laid.work.residents().members.get(resident.links.household ?? '') ?? [];
  const all = [];
  for (const { id } of members) {
    if (id !== resident.id) all.push(...(await laid.folder(id, 'record')).values());
  }
  return all;
}
