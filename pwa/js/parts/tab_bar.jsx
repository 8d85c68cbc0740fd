// The tabs: four places of a doctor, or those of a station, a supervisor, a resident.
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';

/** @satisfies {Record<string, import('./icon_paths.js').IconName>} */
const SHAPES = {
  today: 'today',
  find: 'search',
  doors: 'doors',
  me: 'me',
  station: 'scan',
  progress: 'today',
  board: 'today',
  figures: 'doors',
  health: 'home',
  looked: 'eye',
  card: 'scan',
};

/** @typedef {keyof typeof SHAPES} TabName */

/** The tabs of each kind of person; a screening day has its own. @type {Record<string, TabName[]>} */
export const TABS = {
  staff: ['today', 'find', 'doors', 'me'],
  screening: ['station', 'progress', 'me'],
  supervisor: ['board', 'find', 'figures', 'me'],
  resident: ['health', 'looked', 'card'],
};

/**
 * @param {{ tabs?: TabName[], current: TabName, onGo: (tab: TabName) => void }} props
 */
export function TabBar({ tabs = TABS.staff, current, onGo }) {
  return (
    <nav class="tab-bar" aria-label={t('tab.all')}>
      {tabs.map((tab) => (
        <button
          key={tab}
          onClick={() => onGo(tab)}
          aria-current={tab === current ? 'page' : undefined}
        >
          <Icon name={SHAPES[tab]} />
          {t(`tab.${tab}`)}
        </button>
      ))}
    </nav>
  );
}
