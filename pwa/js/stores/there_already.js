// Whether what is being filled in is there already: of this day, in this way.
import { computed } from '@preact/signals';
import { keyedId } from '../forms/document_key.js';
import { about, body, opened } from './draft.js';
import { folder } from './folder.js';

/**
 * The document that saving would write over: it came meanwhile, or the day or way was changed to its
 * own. Null: there is none, or it is the one in hand.
 */
export const thereAlready = computed(() => {
  const open = opened.value;
  const at = [folder.value, about.value].find((one) => one && one.subject === open?.subject);
  if (!open || open.document || !at) return null;
  const id = keyedId(open.form, body.value, open.links);
  return at.documents.find((one) => one.id === id && !one.retired) ?? null;
});
