// What one sees: pulled documents with the outbox laid over them. No policy decides here, that
// is the centre's; what one entered is what one sees.
import { applyChanges, applyLinkChanges } from '../forms/changes.js';
import { keyedId } from '../forms/document_key.js';
import { TAKEN_BACK } from '../rules/taken_back.js';
import { mended } from './entry.js';

/** @typedef {import('../forms/load.js').Form} Form */
/** @typedef {import('./entry.js').OutboxEntry} OutboxEntry */
/** @typedef {Pick<Operation, 'id' | 'document' | 'form' | 'form_version' | 'kind' | 'captured_at' | 'changes' | 'finish' | 'undo' | 'conflict' | 'reopen' | 'reason'>} Laid */

/**
 * @param {Laid} operation
 * @param {string} today
 * @returns {FiledDocument}
 */
const blank = ({ document, form, form_version }, today) => ({
  id: document,
  type: form,
  rev: 0,
  version: form_version,
  links: {},
  body: {},
  finished: {},
  complete: false,
  retired: null,
  moved_to: null,
  created_on: today,
  errors: [],
});

/**
 * Lays one operation over documents, in place of the map.
 *
 * @param {Map<string, FiledDocument>} documents By id
 * @param {Laid} operation
 * @param {ReadonlyMap<string, Form>} forms
 * @param {{ actor: string, today: string }} by
 * @returns {string | null} Which document now holds what it wrote; null: it shows nowhere yet
 */
export function lay(documents, operation, forms, by) {
  if (operation.kind === 'resolve') decide(documents, operation);
  const form = forms.get(operation.form);
  const standing = followed(documents, operation);
  // A change of what this phone does not hold shows when its document comes.
  if (!form || (!standing && operation.kind !== 'create')) return null;
  const base =
    standing && !isRevival(standing, operation) ? standing : blank(operation, by.today);
  const next = changed(base, operation, form, by);
  if (operation.kind === 'move') return moveTo(documents, next, form);
  documents.set(next.id, next);
  return next.id;
}

/** A create on a retired document revives it from empty. @param {FiledDocument} document @param {Laid} operation */
const isRevival = ({ retired }, { kind }) => Boolean(retired) && kind === 'create';

/** @param {Map<string, FiledDocument>} documents @param {Laid} operation */
function followed(documents, operation) {
  let found = documents.get(operation.document);
  if (operation.kind === 'create') return found;
  const passed = new Set();
  while (found?.moved_to && !passed.has(found.id)) {
    passed.add(found.id);
    found = documents.get(found.moved_to) ?? found;
  }
  return found;
}

/**
 * @param {FiledDocument} base
 * @param {Laid} operation
 * @param {Form} form
 * @param {{ actor: string, today: string }} by
 * @returns {FiledDocument}
 */
function changed(base, operation, form, { actor, today }) {
  const { id, captured_at: at, changes, finish, kind } = operation;
  const mark = { actor, at, operation: id };
  const sections = finish === true ? ['*'] : (finish ?? []);
  const finished = { ...base.finished };
  for (const section of sections) finished[section] ??= mark;
  return {
    ...base,
    body: applyChanges(form, base.body, changes),
    links: /** @type {Links} */ (applyLinkChanges(base.links, changes)),
    finished,
    complete: base.complete || '*' in finished,
    retired:
      kind === 'retire' ? retiredBy(base, operation, { ...mark, on: today }) : base.retired,
    pending: true,
  };
}

/**
 * @param {FiledDocument} base
 * @param {Laid} operation
 * @param {{ actor: string, at: string, operation: string, on: string }} mark
 */
function retiredBy(base, { undo, reason }, mark) {
  if (undo) return null;
  // What one takes back is one's own word: what a colleague has written as well stands.
  if (reason === TAKEN_BACK && hasOthersHand(base, mark.actor)) return base.retired;
  return { ...mark, reason };
}

/** As far as this phone can know: the centre knows of each value whose it is. @param {FiledDocument} document @param {string} me */
const hasOthersHand = ({ changed: last, finished }, me) =>
  [last, ...Object.values(finished)].some((mark) => mark && mark.actor !== me);

/**
 * The document of the old key stays behind, emptied; the one that the new key names takes over.
 *
 * @param {Map<string, FiledDocument>} documents
 * @param {FiledDocument} moved
 * @param {Form} form
 */
function moveTo(documents, moved, form) {
  const id = keyedId(form, moved.body, moved.links) ?? moved.id;
  if (id !== moved.id) {
    const { id: before } = moved;
    documents.set(before, {
      ...moved,
      body: {},
      finished: {},
      complete: false,
      retired: { moved: true },
      moved_to: id,
    });
  }
  documents.set(id, { ...moved, id, retired: null, moved_to: null });
  return id;
}

/** @param {Map<string, FiledDocument>} documents @param {Laid} operation */
function decide(documents, { conflict, reopen, id }) {
  const standing = conflict && documents.get(conflict);
  if (!standing) return;
  const state = reopen ? 'open' : 'decided';
  documents.set(standing.id, {
    ...standing,
    body: { ...standing.body, state, decision: reopen ? null : { operation: id } },
    pending: true,
  });
}

/**
 * Documents of a folder as one sees them.
 *
 * A rejected operation stays over them until it is mended or taken back: its author sees what
 * was entered. One whose answer is final is laid over until what it did has been pulled.
 *
 * @param {FiledDocument[]} pulled
 * @param {OutboxEntry[]} entries Of this folder, oldest first
 * @param {ReadonlyMap<string, Form>} forms
 * @param {{ actor: string, today: string }} by
 * @param {(entry: OutboxEntry, document: string) => void} [onLaid] Hears where each shows
 * @returns {FiledDocument[]}
 */
export function overlay(pulled, entries, forms, by, onLaid) {
  if (entries.length === 0) return pulled;
  const documents = new Map(pulled.map((document) => [document.id, document]));
  const replaced = mended(entries);
  for (const entry of entries) {
    if (replaced.has(entry.operation.id)) continue;
    const document = lay(documents, entry.operation, forms, by);
    if (document) onLaid?.(entry, document);
  }
  return [...documents.values()];
}
