// The number pad, docked at the thumb: digits, backspace, not taken, back, and next by name.
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** A tap on the pad must leave the caret in its field. @param {Event} event */
const keepFocus = (event) => event.preventDefault();

/**
 * @param {object} props
 * @param {(key: string) => void} props.onKey  "0".."9", ".", "/" or "backspace"
 * @param {() => void} [props.onNotTaken]
 * @param {() => void} props.onBack
 * @param {() => void} props.onNext
 * @param {string} [props.next]  The field that comes next
 * @param {'.' | '/'} [props.sign]  "." only for decimals, "/" only where a pair is one field
 */
export function NumberPad({ onKey, onNotTaken, onBack, onNext, next, sign }) {
  const rows = [DIGITS.slice(0, 3), DIGITS.slice(3, 6), DIGITS.slice(6)];
  return (
    <div class="pad" role="group" aria-label={t('pad.all')} onPointerDown={keepFocus}>
      {rows[0].map((digit) => digitKey(digit, onKey))}
      <button class="other" aria-label={t('pad.backspace')} onClick={() => onKey('backspace')}>
        <Icon name="backspace" />
      </button>
      {rows[1].map((digit) => digitKey(digit, onKey))}
      {onNotTaken ? (
        <button class="other" onClick={onNotTaken}>
          {t('pad.not_taken')}
        </button>
      ) : (
        <span />
      )}
      {rows[2].map((digit) => digitKey(digit, onKey))}
      <button class="onward" onClick={onNext}>
        {t('pad.next')}
        {next && <span>{next}</span>}
      </button>
      <button class="other" onClick={onBack}>
        {t('pad.previous')}
      </button>
      {digitKey('0', onKey)}
      {sign ? digitKey(sign, onKey, 'sign') : <span />}
    </div>
  );
}

/**
 * @param {string} key
 * @param {(key: string) => void} onKey
 * @param {string} [kind]
 */
function digitKey(key, onKey, kind) {
  return (
    <button key={key} class={kind} onClick={() => onKey(key)}>
      {key}
    </button>
  );
}
