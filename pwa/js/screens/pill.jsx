// The sync pill as the screens carry it: of the phone on a list, of one record on a record.
import { clockTime } from '../i18n/dates.js';
import { SyncPill } from '../parts/sync_pill.jsx';
import { openSheet } from '../stores/place.js';
import { heardAt, state } from '../stores/sync_state.js';

/**
 * @param {{ draft?: boolean, record?: RecordState, pending?: number, short?: boolean }} props
 *   record: how this record stands; without it the pill speaks for the phone
 */
export function Pill({ draft = false, record, pending = 0, short = false }) {
  const phone = state.value;
  if (!phone) return null;
  const waiting = record ? (record === 'safe' ? 0 : Math.max(1, pending)) : phone.waiting;
  return (
    <SyncPill
      short={short}
      state={{
        attention: phone.attention,
        sending: phone.sending && waiting > 0,
        onPhone: waiting,
        draft,
        receiving: phone.receiving,
        safeAt:
          heardAt.value && (record === 'safe' || phone.safe) ? clockTime(heardAt.value) : null,
      }}
      onOpen={() => openSheet('sync_sheet')}
    />
  );
}
