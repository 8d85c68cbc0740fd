// The PIN: dots for what is entered, and its own pad. It works without any signal.
import { useEffect } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/**
 * Dots for a PIN. Spoken as a count, never as digits.
 *
 * @param {{ entered: number, length?: number }} props
 */
export function PinDots({ entered, length = 6 }) {
  return (
    <p class="pin-dots" role="img" aria-label={t('unlock.entered', { entered, length })}>
      {Array.from({ length }, (_, place) => (
        <i key={place} class={place < entered ? 'entered' : ''} />
      ))}
    </p>
  );
}

/**
 * @param {{ onKey: (key: string) => void, onForgot?: () => void }} props  key: "0".."9" or "backspace"
 */
export function PinPad({ onKey, onForgot }) {
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const onKeyDown = ({ key }) => {
      if (/^\d$/.test(key)) onKey(key);
      if (key === 'Backspace') onKey('backspace');
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [onKey]);
  return (
    <div class="pad pin-pad" role="group" aria-label={t('pad.all')}>
      {DIGITS.map((digit) => (
        <button key={digit} onClick={() => onKey(digit)}>
          {digit}
        </button>
      ))}
      {onForgot ? (
        <button class="other" onClick={onForgot}>
          {t('unlock.forgot')}
        </button>
      ) : (
        <span />
      )}
      <button onClick={() => onKey('0')}>0</button>
      <button class="other" aria-label={t('pad.backspace')} onClick={() => onKey('backspace')}>
        <Icon name="backspace" />
      </button>
    </div>
  );
}
