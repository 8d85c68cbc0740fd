// A field for words. What an input method is still composing is not yet an answer.
import { useRef } from 'preact/hooks';
import { Icon } from './icon.jsx';
import { SaidBelow } from './said_below.jsx';

/**
 * True while an input method takes the key for itself: its Enter chooses a character and submits nothing.
 * Chrome on Android says 229 instead of isComposing.
 *
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isComposingKey(event) {
  return event.isComposing || event.keyCode === 229;
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} props.text
 * @param {(text: string) => void} props.onType  Called with whole words: not with pinyin half-way
 * @param {() => void} [props.onEnter]
 * @param {() => void} [props.onLeave]  Whoever typed is done with this field
 * @param {boolean} [props.good]  Checked and right: a tick
 * @param {string} [props.error]
 * @param {string} [props.warning]
 * @param {string} [props.hint]
 * @param {boolean} [props.long]
 * @param {'text' | 'numeric' | 'tel'} [props.keyboard]
 * @param {string} [props.autocomplete]
 */
export function TextField(props) {
  const { id, label, text, onType, onEnter, good, error, warning, hint, long = false } = props;
  const composing = useRef(false);
  const said = error || warning ? `${id}-said` : undefined;
  const Box = long ? 'textarea' : 'input';
  /** @param {{ currentTarget: { value: string } }} event */
  const type = ({ currentTarget }) => {
    if (!composing.current) onType(currentTarget.value);
  };
  return (
    <div>
      <label class={`field ${error ? 'wrong' : ''}`}>
        <span class="label">{label}</span>
        <span class="beside">
          <Box
            id={id}
            value={text}
            placeholder={hint}
            inputMode={props.keyboard}
            autocomplete={props.autocomplete ?? 'off'}
            aria-invalid={Boolean(error)}
            aria-describedby={said}
            onInput={type}
            onBlur={props.onLeave}
            onCompositionStart={() => {
              composing.current = true;
            }}
            onCompositionEnd={(/** @type {any} */ event) => {
              composing.current = false;
              type(event);
            }}
            onKeyDown={(/** @type {KeyboardEvent} */ event) => {
              if (event.key === 'Enter' && !long && !isComposingKey(event)) onEnter?.();
            }}
          />
          {good && <Icon name="done" class="done" />}
        </span>
      </label>
      <SaidBelow id={said} error={error} warning={warning} />
    </div>
  );
}
