// The sync pill: where the entries are, on every screen of the staff, top right.
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';
import { pillKind } from './pill_state.js';

/** @typedef {import('./icon_paths.js').IconName} IconName */

/** @type {Record<import('./pill_state.js').PillKind, IconName>} */
const SHAPES = {
  attention: 'overdue',
  sending: 'up',
  draft: 'phone',
  on_phone: 'phone',
  receiving: 'down',
  safe: 'shield',
  never: 'phone',
};

/**
 * Says where entries are and opens the sync sheet.
 *
 * @param {{ state: import('./pill_state.js').SyncState, short?: boolean, onOpen: () => void }} props
 *   short: only the figure, where a door plate and a name need the room
 */
export function SyncPill({ state, short = false, onOpen }) {
  const kind = pillKind(state);
  const count = kind === 'attention' ? state.attention : state.onPhone;
  const values = { count, time: state.safeAt };
  const figure = kind === 'safe' ? state.safeAt : count;
  return (
    <button
      class={`pill ${kind}`}
      onClick={onOpen}
      aria-label={t(`pill.spoken.${kind}`, values)}
    >
      <Icon name={SHAPES[kind]} />
      {short && figure ? figure : t(`pill.${kind}`, values)}
    </button>
  );
}
