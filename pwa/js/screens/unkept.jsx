// What was tapped was not saved: the phone is full.
import { t } from '../i18n/language.js';
import { Strip } from '../parts/card.jsx';

/** Over everything, also over a sheet: what was tapped was not saved. */
export const Unkept = () => (
  <div
    class="unkept"
    role="alert"
    popover="manual"
    ref={(/** @type {HTMLElement | null} */ shown) => shown?.showPopover?.()}
  >
    <Strip tone="danger" icon="overdue">
      {t('visit.phone_full')}
    </Strip>
  </div>
);
