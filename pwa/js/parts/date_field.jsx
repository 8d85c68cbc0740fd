// A date typed as eight digits, year first: no paging through calendars to 1938.
import { fullDate } from '../i18n/dates.js';
import { readDate } from '../rules/typed_date.js';
import { t } from '../i18n/language.js';
import { SaidBelow } from './said_below.jsx';

/**
 * What a typed or pasted text says: a whole date becomes its eight digits, else the digits so far.
 *
 * @param {string} text  "1938年5月5日", "1938-5-5", "193805"
 * @returns {string} At most eight digits
 */
export function dateDigits(text) {
  const date = readDate(text);
  return (date ?? text.normalize('NFKC')).replace(/\D/g, '').slice(0, 8);
}

/** @param {string} digits @returns {string} "1938-05-0" */
function grouped(digits) {
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].filter(Boolean).join('-');
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} props.digits  What is typed so far, at most eight digits
 * @param {boolean} [props.typing]  The pad writes into this field
 * @param {string} [props.error]
 * @param {string} [props.warning]
 * @param {() => void} props.onFocus
 * @param {(digits: string) => void} props.onType
 * @param {() => void} [props.onNext]
 */
export function DateField(props) {
  const { id, label, digits, typing, error, warning, onFocus, onType, onNext } = props;
  const date = digits.length === 8 ? readDate(digits) : null;
  const wrong = error ?? (digits.length === 8 && !date ? t('date.no_such_day') : undefined);
  const said = wrong || warning ? `${id}-said` : undefined;
  return (
    <div>
      <label class={`field ${wrong ? 'wrong' : typing ? 'typing' : ''}`}>
        <span class="label">
          {label}
          {date && <b>{fullDate(date)}</b>}
        </span>
        <input
          id={id}
          inputMode="none"
          autocomplete="off"
          placeholder={t('date.hint')}
          value={grouped(digits)}
          aria-invalid={Boolean(wrong)}
          aria-describedby={said}
          onFocus={onFocus}
          onInput={(event) => onType(dateDigits(event.currentTarget.value))}
          onKeyDown={(event) => event.key === 'Enter' && onNext?.()}
        />
      </label>
      <SaidBelow id={said} error={wrong} warning={warning} />
    </div>
  );
}
