// Buttons: named with the object they act on; a second tap while the first is at work does nothing.
import { useRef } from 'preact/hooks';
import { DoorPlate } from './door_plate.jsx';
import { Icon } from './icon.jsx';

/** @typedef {import('./icon_paths.js').IconName} IconName */

/**
 * @typedef {object} ButtonProps
 * @property {string} label
 * @property {string} [hint]  What it writes or where it leads, in small letters
 * @property {IconName} [icon]
 * @property {'go' | 'unfold'} [trail]
 * @property {string} [door]
 * @property {'plate' | 'danger' | 'warn' | 'plain' | 'ink'} [tone]
 * @property {'primary' | 'secondary' | 'quiet'} [kind]
 * @property {'small' | 'hero'} [size]
 * @property {string} [spoken]  Said instead of the label, where the label alone says too little
 * @property {boolean} [expanded]  What it unfolds is open
 * @property {() => unknown} onPress  May return a promise; until it settles further taps are not taken
 */

/**
 * Takes one tap at a time, so that an impatient double tap writes once.
 *
 * @param {() => unknown} act
 * @returns {() => Promise<void>}
 */
function useOnceAtATime(act) {
  const atWork = useRef(false);
  return async () => {
    if (atWork.current) return;
    atWork.current = true;
    try {
      await act();
    } finally {
      atWork.current = false;
    }
  };
}

/** @param {ButtonProps} props */
export function Button(props) {
  const { label, hint, icon, trail, door, tone = 'plate', kind = 'secondary', size } = props;
  const press = useOnceAtATime(props.onPress);
  return (
    <button
      class={`button ${kind} ${tone} ${size ?? ''} ${door ? 'spread' : ''}`}
      onClick={press}
      aria-label={props.spoken}
      aria-expanded={props.expanded}
    >
      {door && <DoorPlate door={door} />}
      {icon && <Icon name={icon} />}
      <span class="words">
        {label}
        {hint && <span class="hint">{hint}</span>}
      </span>
      {trail && <Icon name={trail} class="go" />}
    </button>
  );
}

/**
 * The one action that comes next in nine of ten cases.
 *
 * @param {ButtonProps} props
 */
export function Primary(props) {
  return <Button kind="primary" {...props} />;
}
