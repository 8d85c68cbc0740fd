// Calling somebody by telephone, from a row.
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';

/**
 * Stands beside what opens the row. The number is looked up when one calls.
 *
 * @param {{ name: string, onCall: () => void }} props
 */
export const CallButton = ({ name, onCall }) => (
  <button class="call" aria-label={t('row.call', { name })} onClick={onCall}>
    <Icon name="call" />
  </button>
);
