// Chips: filters with counts. The row may scroll; its first three are seen whole.
import { Icon } from './icon.jsx';

/**
 * @typedef {object} Chip
 * @property {string} id
 * @property {string} label
 * @property {number} [count]
 * @property {import('./icon_paths.js').IconName} [icon]
 * @property {boolean} [missing]  Leads to what is missing
 */

/**
 * @param {{ label: string, chips: Chip[], chosen?: string, onChoose: (id: string) => void }} props
 */
export function Chips({ label, chips, chosen, onChoose }) {
  return (
    <div class="chips" role="group" aria-label={label}>
      {chips.map(({ id, label: word, count, icon, missing }) => (
        <button
          key={id}
          class={`chip ${missing ? 'missing' : ''}`}
          aria-pressed={missing ? undefined : id === chosen}
          onClick={() => onChoose(id)}
        >
          {icon && <Icon name={icon} />}
          {word}
          {count !== undefined && <b>{count}</b>}
        </button>
      ))}
    </div>
  );
}

/**
 * Parts of one thing side by side, one of them shown: 基本 · 体检 · 随访 · 其他.
 *
 * @param {{ label: string, segments: { id: string, label: string }[], chosen: string, onChoose: (id: string) => void }} props
 */
export function Segments({ label, segments, chosen, onChoose }) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {segments.map(({ id, label: word }) => (
        <button key={id} aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          {word}
        </button>
      ))}
    </div>
  );
}
