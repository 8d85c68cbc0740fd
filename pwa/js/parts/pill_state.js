// Which of several true things about the safety of entries the pill says.

/**
 * What is known about entries: of the whole phone on a list, of one record on a record.
 *
 * @typedef {object} SyncState
 * @property {number} [attention]  Entries that the centre could not take; said everywhere
 * @property {boolean} [sending]
 * @property {number} [onPhone]  Entries not yet acknowledged
 * @property {boolean} [draft]  This record is being written
 * @property {boolean} [receiving]
 * @property {string | null} [safeAt]  Last acknowledgement in words ("10:42"); null: none yet
 */

/** @typedef {'attention' | 'sending' | 'draft' | 'on_phone' | 'receiving' | 'safe' | 'never'} PillKind */

/**
 * Chooses what the pill says: what needs a person first, "safe" only when all is acknowledged.
 *
 * @param {SyncState} state
 * @returns {PillKind}
 */
export function pillKind({ attention, sending, draft, onPhone, receiving, safeAt }) {
  if (attention) return 'attention';
  if (sending) return 'sending';
  if (draft) return 'draft';
  if (onPhone) return 'on_phone';
  if (receiving) return 'receiving';
  return safeAt ? 'safe' : 'never';
}
