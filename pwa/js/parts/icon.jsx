// An icon or a state's shape, drawn inline so that it takes the colour of the words beside it.
import { DRAWINGS } from './icon_paths.js';

/** @typedef {import('./icon_paths.js').IconName} IconName */

/**
 * Draws an icon. It says nothing to a screen reader: its word stands beside it.
 *
 * @param {{ name: IconName, class?: string }} props
 */
export function Icon({ name, class: extra = '' }) {
  /** @type {import('./icon_paths.js').Drawing} */
  const { solid, line, dash, sign, weight = 2.2 } = DRAWINGS[name];
  return (
    <svg
      class={`icon ${extra}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width={weight}
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {solid && <path d={solid} fill="currentColor" stroke="none" />}
      {dash && <path d={dash} stroke-dasharray="4.2 2.9" stroke-linecap="butt" />}
      {line && <path d={line} />}
      {sign && <path d={sign} style={{ stroke: 'var(--sign)' }} stroke-width="2.6" />}
    </svg>
  );
}
