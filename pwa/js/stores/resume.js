// Going on with what was left open: the same form, the same step, every letter.
import { open } from './place.js';

/** Drafts of records that are being opened lie under such a name: the resident has no id yet. */
const NEW_RECORD = 'new:';

/**
 * Opens a draft where it was left.
 *
 * @param {DraftHead} draft
 */
export function resumeDraft({ form, subject, document }) {
  if (document.startsWith(NEW_RECORD)) open('establish', { draft: document });
  else
    open('visit', {
      resident: subject,
      household: subject,
      form,
      ...(document !== subject && { document }),
    });
}
