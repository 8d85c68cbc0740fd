// Makes the operation of what a person changed.
import { changesBetween, linkChangesBetween } from '../forms/changes.js';
import { newId } from '../rules/document_id.js';
import { corrected, instant } from './clock.js';

/** @typedef {import('../forms/load.js').Form} Form */
/** @typedef {import('./open_store.js').StoreState} StoreState */

/** An operation before it has its running number. */
/** @typedef {Omit<Operation, 'device_seq'>} Unnumbered */

const NOTHING = { body: {}, links: {} };
/** Kinds that mean something without a changed value. */
const SPEAKING = new Set(['retire', 'resolve']);

/** @param {Keeping} keeping @param {Form} form */
function changesOf(keeping, form) {
  if (keeping.changes) return keeping.changes;
  const saw = keeping.saw ?? NOTHING;
  return {
    ...changesBetween(form, saw.body, keeping.body ?? saw.body),
    ...linkChangesBetween(saw.links, keeping.links ?? saw.links),
  };
}

/**
 * The operation, or null when nothing was changed, finished or decided: what was only opened
 * and saved again is no operation.
 *
 * @param {Keeping} keeping
 * @param {Form} form
 * @param {{ device: string, state: StoreState, now?: number }} author
 * @returns {Unnumbered | null}
 */
export function operationOf(keeping, form, { device, state, now = Date.now() }) {
  const changes = keeping.kind === 'retire' ? {} : changesOf(keeping, form);
  const says = SPEAKING.has(keeping.kind) || keeping.finish;
  if (Object.keys(changes).length === 0 && !says) return null;
  const captured_at = instant(corrected(state, now));
  const raw = instant(now);
  const { kind, document, finish, reason, undo, conflict, reopen, replaces } = keeping;
  const optional = { finish, reason, undo, conflict, reopen, replaces };
  return {
    id: newId(),
    device,
    document,
    form: form.id,
    form_version: keeping.version ?? form.version,
    kind,
    captured_at,
    ...(raw !== captured_at && { captured_at_raw: raw }),
    changes,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

/**
 * What mends a rejected operation says all that that one said, but for what was mended: the
 * centre took nothing of it, so a create stays one, with every value.
 *
 * @param {Unnumbered} mending What was changed over what the rejected one showed
 * @param {Unnumbered | undefined} rejected Undefined: there is none, it stands by itself
 * @returns {Unnumbered}
 */
export function inPlaceOf(mending, rejected) {
  if (!rejected) return mending;
  const { kind, finish, reason } = rejected;
  const changes = { ...rejected.changes };
  for (const [part, { from, to }] of Object.entries(mending.changes)) {
    const before = rejected.changes[part] ?? { from };
    changes[part] = { from: before.from, to };
    // Unset before and after: nothing is said of it.
    if ((before.from ?? to ?? null) === null) delete changes[part];
  }
  return { ...(finish && { finish }), ...(reason && { reason }), ...mending, kind, changes };
}

/**
 * Whose folder holds a document: the resident or household it is about, or itself where it is
 * that resident's or household's own; of others the area.
 *
 * @param {Form} form
 * @param {string} document
 * @param {Links} links
 */
export function subjectOf(form, document, links) {
  if (form.about === 'resident') return links.resident ?? document;
  if (form.about === 'household') return links.household ?? document;
  return links.area ?? document;
}
