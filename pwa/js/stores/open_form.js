// Opens a form: where it was left, with what is known, or with the reason of a correction.
import { keyedId } from '../forms/document_key.js';
import {
  about,
  body,
  context,
  focused,
  goOn,
  keepDraft,
  opened,
  stepId,
  togethers,
  triedToSave,
  typed,
  unfolded,
} from './draft.js';
import { openingBody, previousOf } from './opening.js';
import { bridge, formOf } from './phone.js';
import { readRound } from './round.js';

/** @import { Form } from '../forms/load.js' */
/** @import { Context } from '../forms/form_scope.js' */
/** @import { Together } from './questions.js' */

/** Why a document that is about to be opened is corrected. @type {{ document: string, reason: string } | null} */
let correcting = null;

/**
 * The reason comes first, then the form.
 *
 * @param {string} document
 * @param {string} reason In the doctor's words
 */
export function giveReasonFirst(document, reason) {
  correcting = { document, reason };
  opened.value = null;
}

/**
 * Opens a form about a resident or a household: where it was left, or anew.
 *
 * @param {object} wanted
 * @param {Folder} wanted.folder
 * @param {string} wanted.form
 * @param {string} wanted.channel home, clinic or telephone
 * @param {FiledDocument} [wanted.document] The one to correct; else a new one
 * @param {string} [wanted.replaces]
 * @param {Finding[]} [wanted.refused] What the centre found in that entry
 * @param {readonly Together[]} [wanted.together]
 * @param {number} [wanted.place]
 */
export async function openForm({
  folder,
  form: id,
  channel,
  document,
  replaces,
  refused = [],
  together = [],
  place,
}) {
  const form = formOf(id);
  const { subject } = folder;
  about.value = folder;
  const key = document?.id ?? subject;
  togethers.value = together;
  // What was begun anew goes before what of today is saved: that may have come about otherwise.
  const begun = document ? null : await bridge().draft.get(key, id);
  const standing = document ?? (begun ? undefined : todaysOf(form, subject, channel));
  const previous = previousOf(form, folder.documents, baseContext(), standing?.id);
  const kept = begun ?? (await bridge().draft.get(standing?.id ?? key, id));
  const opening = standing
    ? { body: { ...standing.body }, copied: [] }
    : openingBody(
        form,
        folder.documents,
        { ...baseContext(), previous: previous?.body ?? null },
        channel,
      );
  const answers = kept?.body ?? opening.body;
  const links = standing?.links ?? { resident: subject, channel };
  const reason = correcting?.document === standing?.id ? correcting?.reason : undefined;
  opened.value = {
    form,
    document: standing?.id ?? null,
    key: standing?.id ?? key,
    subject,
    links: kept?.links ?? links,
    saw: kept?.saw ?? { body: standing?.body ?? {}, links: standing?.links ?? {} },
    previous,
    copied: kept?.place?.copied ?? opening.copied,
    alerted: kept?.place?.alerted ?? [],
    replaces: replaces ?? kept?.place?.replaces ?? null,
    refused: refused
      .filter(({ field }) => form.byId.has(field))
      .map((one) => ({ ...one, value: answers[one.field] })),
    isFinished: standing?.complete ?? false,
    reason: reason ?? kept?.place?.reason ?? null,
    place,
    isBegun: Boolean(kept),
  };
  correcting = null;
  body.value = answers;
  typed.value = kept?.place?.typed ?? {};
  triedToSave.value = false;
  unfolded.value = [];
  stepId.value = kept?.place?.step ?? null;
  focused.value = null;
  if (!standing || kept) goOn();
  // A reason is the first thing that was entered: it outlives a killed app like any answer.
  if (reason) keepDraft();
}

/** @returns {Context} */
const baseContext = () => ({ ...context.peek(), previous: null });

/**
 * The document that today's answers would belong to, where its key is known already.
 *
 * @param {Form} form
 * @param {string} subject
 * @param {string} channel
 */
function todaysOf(form, subject, channel) {
  const { body: opening } = openingBody(form, [], baseContext(), channel);
  const id = keyedId(form, opening, { resident: subject });
  return id ? about.value?.documents.find((one) => one.id === id && !one.retired) : undefined;
}

/** Puts the form aside; the draft stays. */
export async function putAside() {
  await bridge().draft.flush();
  opened.value = null;
  await readRound();
}
