// A number field: label, unit, big figure, and last time's value with its date beside it.
import { t } from '../i18n/language.js';
import { SaidBelow } from './said_below.jsx';
import { plainNumber } from './typed_digits.js';

/** Characters that the largest figures have room for. */
const MANY = 4;

/**
 * A field for one number or one pair. The typed text is never altered or cleared by us.
 *
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} [props.unit]
 * @param {string} props.text  As typed
 * @param {{ value: string, date: string }} [props.last]
 * @param {boolean} [props.typing]  The pad writes into this field
 * @param {boolean} [props.notTaken]  *Not taken* is an answer; empty is not
 * @param {string} [props.warning]
 * @param {string} [props.error]
 * @param {() => void} props.onFocus
 * @param {(text: string) => void} props.onType  Plain digits, "." and "/"
 * @param {() => void} [props.onNext]  Enter on a keyboard
 */
export function NumberField(props) {
  const { id, label, unit, last, typing, notTaken, warning, error } = props;
  const state = error ? 'wrong' : typing ? 'typing' : '';
  const said = error || warning ? `${id}-said` : undefined;
  return (
    <div>
      <label
        class={`field number-field ${state}`}
        onClick={notTaken ? props.onFocus : undefined}
      >
        <span class="label">
          <b>{label}</b>
          {unit && <span>{unit}</span>}
        </span>
        {notTaken ? (
          <span class="not-taken">{t('pad.not_taken')}</span>
        ) : (
          <NumberInput {...props} said={said} />
        )}
        <span class="last">
          {last && (
            <>
              {last.date} <b>{last.value}</b>
            </>
          )}
        </span>
      </label>
      <SaidBelow id={said} error={error} warning={warning} />
    </div>
  );
}

/** @param {Parameters<typeof NumberField>[0] & { said?: string }} props */
function NumberInput({ id, text, error, said, onFocus, onType, onNext }) {
  return (
    <input
      id={id}
      class={text.length > MANY ? 'many' : ''}
      // Our own pad is docked below; a keyboard plugged in and the clipboard still work.
      inputMode="none"
      autocomplete="off"
      value={text}
      aria-invalid={Boolean(error)}
      aria-describedby={said}
      onFocus={onFocus}
      onInput={(event) => onType(plainNumber(event.currentTarget.value))}
      onKeyDown={(event) => event.key === 'Enter' && onNext?.()}
    />
  );
}
