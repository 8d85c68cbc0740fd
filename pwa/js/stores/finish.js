// Saving the form in hand: what it says, the visit it belongs to, and what blocks it.
import {
  about,
  body,
  context,
  findings,
  focused,
  offered,
  opened,
  showField,
  triedToSave,
} from './draft.js';
import { channelOf } from '../forms/carry_forward.js';
import { documentIdFor } from '../forms/document_key.js';
import { withoutHidden } from '../forms/finish.js';
import { moveOf, newPlaceOf } from './moving.js';
import { bridge } from './phone.js';
import { visitKeeping } from './visit.js';

/** @import { Body } from '../forms/load.js' */

/** A saving that is at work: an impatient second tap waits for it. @type {Promise<boolean> | null} */
let saving = null;

/**
 * Saves the form on this phone. First on disk, then on screen; several taps save once.
 *
 * @returns {Promise<boolean>} False when an error blocks it: the screen then stands at that field
 * @throws {import('../worker/bridge.js').Trouble} full, when the phone has no room; the draft stays open
 */
export function saveForm() {
  saving ??= save().finally(() => {
    saving = null;
  });
  return saving;
}

async function save() {
  const open = opened.value;
  if (!open) return false;
  body.value = { ...body.value, ...offered() };
  triedToSave.value = true;
  focused.value = null;
  if (findings.value?.errors.length) {
    showField(findings.value.errors[0].field);
    return false;
  }
  const kept = withoutHidden(open.form, body.value, context.value);
  const document = open.document ?? documentIdFor(open.form, kept, open.links);
  await bridge().keep(keepingsOf(document, kept), {
    draft: { document: open.key, form: open.form.id },
  });
  opened.value = null;
  return true;
}

/**
 * @param {string} document
 * @param {Body} kept
 * @returns {Keeping[]}
 */
function keepingsOf(document, kept) {
  const open = /** @type {import('./draft.js').OpenForm} */ (opened.value);
  const household = about.value?.resident?.links.household;
  const place = open.document && newPlaceOf(open.form, open.document, open.saw, kept);
  const own = open.document && !place ? open.links : linksOf(open, kept);
  // Nobody has stood at a door for what was done at the clinic or by telephone.
  const isVisit = !open.document && own.channel === 'home' && household;
  const visit = isVisit ? visitOf(household, document) : null;
  const links = visit ? { ...own, visit: visit.document } : own;
  const service = {
    document,
    form: open.form.id,
    kind: /** @type {OperationKind} */ (open.document ? 'patch' : 'create'),
    saw: open.saw,
    body: kept,
    links,
    version: open.form.version,
    // What was finished stays so: saving it again unchanged is no operation at all.
    ...(!open.isFinished && { finish: /** @type {const} */ (true) }),
    ...(open.replaces && { replaces: open.replaces }),
    ...(open.reason && { reason: open.reason }),
  };
  if (place) return movedTo(place, service);
  return visit ? [service, visit] : [service];
}

/**
 * The day or the way was corrected: the document moves, and takes what else was corrected along. One
 * that the centre has refused is written at its right place at once: it stands nowhere yet.
 *
 * @param {string} place
 * @param {Keeping} service
 * @returns {Keeping[]}
 */
function movedTo(place, service) {
  const { form, replaces } = /** @type {import('./draft.js').OpenForm} */ (opened.value);
  const standing = about.value?.documents.find(({ id }) => id === service.document);
  if (replaces && !standing?.rev) return [{ ...service, document: place }];
  const { move, saw } = moveOf(form, service);
  return [move, { ...service, document: place, saw }];
}

/** @param {import('./draft.js').OpenForm} open @param {Body} kept @returns {Links} */
function linksOf({ form, links }, kept) {
  const channel = channelOf(form, kept, links.channel);
  return channel ? { ...links, channel } : links;
}

/** @param {string} household @param {string} document */
function visitOf(household, document) {
  const at = /** @type {Folder} */ (about.value);
  const form = /** @type {import('./draft.js').OpenForm} */ (opened.value).form.id;
  const tasks = (at.row?.tasks ?? []).filter(
    (task) => task.form === form && task.open <= at.today,
  );
  // The form itself is the purpose, also where the plan did not ask for it today.
  const expected = { resident: at.subject, tasks: tasks.length ? tasks : [{ id: '', form }] };
  return visitKeeping({ ...at, subject: household }, [expected], 'done', {
    item_document: document,
  });
}
