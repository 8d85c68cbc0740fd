// Tiles: a few ways on, each with what lies behind it.
import { Icon } from './icon.jsx';

/**
 * @typedef {{ id: string, label: string, under?: string, icon?: import('./icon_paths.js').IconName }} Tile
 */

/**
 * @param {{ label: string, tiles: Tile[], chosen?: string, onOpen: (id: string) => void }} props
 *   chosen: the tile in hand, where tiles are a choice
 */
export function Tiles({ label, tiles, chosen, onOpen }) {
  return (
    <div class="tiles" role="group" aria-label={label}>
      {tiles.map(({ id, label: word, under, icon }) => (
        <button
          key={id}
          class="tile"
          aria-pressed={chosen === undefined ? undefined : id === chosen}
          onClick={() => onOpen(id)}
        >
          {icon && <Icon name={icon} />}
          {word}
          {under && <span>{under}</span>}
        </button>
      ))}
    </div>
  );
}
