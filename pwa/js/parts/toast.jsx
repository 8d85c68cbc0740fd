// What was just done, with undo: eight seconds, above the foot, never over the primary action.
import { useEffect } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';

export const TOAST_SECONDS = 8;

/**
 * @param {{ text: string, onUndo?: () => void, onGone: () => void }} props  onGone: the time is over
 */
export function Toast({ text, onUndo, onGone }) {
  // Timed by what it says: another act brings another sentence and a new eight seconds.
  useEffect(() => {
    const timer = setTimeout(onGone, TOAST_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="toast" role="status">
      <Icon name="tick" />
      <span class="said">{text}</span>
      {onUndo && (
        <button onClick={onUndo}>
          <Icon name="undo" />
          {t('common.undo')}
        </button>
      )}
    </div>
  );
}
