// A sheet from below: states, outcomes, choices. Back and the scrim close it.
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { DoorPlate } from './door_plate.jsx';
import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * @param {{ title: string, door?: string, lead?: string, foot?: Children, onClose: () => void, children: Children }} props
 */
export function Sheet({ title, door, lead, foot, onClose, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  // A modal dialog keeps focus inside and hides the page from screen readers by itself.
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      class="sheet"
      ref={dialog}
      aria-label={title}
      onCancel={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="sheet-head">
        {door && <DoorPlate door={door} />}
        {/* Focus starts at what the sheet is about, not at its close button. */}
        <h2 tabIndex={-1} autofocus>
          {title}
        </h2>
        <button aria-label={t('common.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {lead && <p class="lead">{lead}</p>}
      {children}
      {foot && <div class="foot">{foot}</div>}
    </dialog>
  );
}

/**
 * A group inside a sheet: mark and word, how many, then its rows.
 *
 * @param {{ icon: import('./icon_paths.js').IconName, tone?: string, title: string, count?: string, children?: Children }} props
 */
export function SheetGroup({ icon, tone = '', title, count, children }) {
  return (
    <section class="sheet-group">
      <h3>
        <span class={`mark ${tone}`}>
          <Icon name={icon} />
          {title}
        </span>
        {count && <span class="second">{count}</span>}
      </h3>
      {children && <ul>{children}</ul>}
    </section>
  );
}
