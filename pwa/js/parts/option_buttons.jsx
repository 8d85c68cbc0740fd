// A question with its options in sight. Nothing is preselected; the last answer is named beside it.
import { Icon } from './icon.jsx';

/** A word that three columns would have to break. */
const LONG_WORD = /[A-Za-z-]{11}/;

/**
 * @typedef {object} Option
 * @property {string} code
 * @property {string} label
 * @property {string} [consequence]  What the answer leads to, in small letters
 * @property {import('./icon_paths.js').IconName} [icon]
 */

/**
 * Offers the options of a choice (`chosen` one code or null) or of choices (`chosen` a list).
 * A second tap takes an answer back: a slip of the thumb must not stay as an answer.
 *
 * @param {object} props
 * @param {string} [props.id]
 * @param {string} props.label
 * @param {string} [props.beside]  Last time's answer, or what an answer means
 * @param {Option[]} props.options
 * @param {string | string[] | null | undefined} props.chosen
 * @param {(code: string) => void} props.onChoose
 * @param {boolean} [props.danger]  Each option is a danger sign
 * @param {boolean} [props.inline]  Few and short: options stand beside the question
 * @param {boolean} [props.hideLabel]  The question stands elsewhere on the screen
 */
export function OptionButtons(props) {
  const { id, label, beside, options, chosen, onChoose, danger, inline, hideLabel } = props;
  const two = options.some(
    ({ label: word, consequence }) => consequence || LONG_WORD.test(word),
  );
  const isChosen = (/** @type {string} */ code) => [chosen].flat().includes(code);
  return (
    <div id={id} class={`question ${inline ? 'inline' : ''}`} role="group" aria-label={label}>
      {!hideLabel && (
        <p class={`asked-line ${danger ? 'urgent' : ''}`}>
          <span>
            {danger && <Icon name="urgent" />}
            {label}
          </span>
          {beside && <span class="second">{beside}</span>}
        </p>
      )}
      <div class={`options ${two ? 'two' : ''} ${danger ? 'danger-options' : ''}`}>
        {options.map((option) => (
          <OptionButton
            key={option.code}
            option={option}
            chosen={isChosen(option.code)}
            onChoose={() => onChoose(option.code)}
          />
        ))}
      </div>
    </div>
  );
}

/** @param {{ option: Option, chosen: boolean, onChoose: () => void }} props */
function OptionButton({ option, chosen, onChoose }) {
  const { label, consequence, icon } = option;
  return (
    <button
      class={`option ${consequence ? 'told' : ''}`}
      aria-pressed={chosen}
      onClick={onChoose}
    >
      {icon && <Icon name={icon} />}
      {chosen && <Icon name="tick" class="chosen" />}
      {consequence ? (
        <span>
          <b>{label}</b>
          <span class="consequence">{consequence}</span>
        </span>
      ) : (
        label
      )}
    </button>
  );
}
