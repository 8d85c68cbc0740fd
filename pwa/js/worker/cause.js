// What is known around an operation, for the consequences that it may have.
import { inOrder, isFinished } from '../forms/front_page_documents.js';
import { todayOf } from '../sync/clock.js';
import { asRecord, isConflict } from './folder_view.js';

/** @typedef {import('../forms/consequences.js').Cause} Cause */
/** @typedef {import('./keeping.js').Desk} Desk */

/** Forms whose consequences reach into other folders of the household. */
const OF_FAMILIES = new Set(['resident_basic', 'pregnancy']);

/**
 * @param {Desk} desk
 * @param {{ operation: any, subject: string, before: FiledDocument | null, after: FiledDocument }} cause
 * @returns {Promise<Cause | null>} Null where it is about no resident, or one who is not known
 *   here: nobody writes in the author's stead
 */
export async function causeOf(desk, { operation, subject, before, after }) {
  const { store, forms } = desk.work;
  if (forms.get(after.type)?.about !== 'resident') return null;
  const all = await desk.documents(subject);
  const resident = all.find(({ id }) => id === subject);
  if (!resident || isConflict(after)) return null;
  const family = OF_FAMILIES.has(after.type) ? await familyOf(desk, resident) : [];
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
      desk,
      documents,
      (one) => one.form === standing?.id && one.id !== after.id,
    ),
    pregnancy: newest(desk, documents, (one) => one.id === after.links.pregnancy),
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
 * @param {Desk} desk
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
 * @param {Desk} desk
 * @param {FiledDocument} resident
 */
async function familyOf(desk, resident) {
  const members = desk.work.residents().members.get(resident.links.household ?? '') ?? [];
  const all = [];
  for (const { id } of members) {
    if (id !== resident.id) all.push(...(await desk.folder(id, 'record')).values());
  }
  return all;
}
