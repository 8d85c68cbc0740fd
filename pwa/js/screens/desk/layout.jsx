// The frame of the desk: on a phone bar, content and tabs; from 1000 px rail, content and panel.
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { AppBar } from '../../parts/app_bar.jsx';
import { DoorPlate } from '../../parts/door_plate.jsx';
import { Frame } from '../../parts/frame.jsx';
import { Icon } from '../../parts/icon.jsx';
import { TabBar } from '../../parts/tab_bar.jsx';
import { board } from '../../stores/desk/board.js';
import { isAmiss, phones, readPhones } from '../../stores/desk/phones.js';
import { address, close, goTo } from '../../stores/desk/place.js';
import { person, signOut } from '../../stores/desk/session.js';
import { ChangeLanguage } from '../change_language.jsx';
import { Trouble } from './trouble.jsx';
import { wide } from './wide.js';

/** @typedef {import('preact').ComponentChildren} Children */
/** @typedef {import('../../stores/desk/address.js').View} View */

/** @type {[View, import('../../parts/icon_paths.js').IconName][]} */
const RAIL = [
  ['board', 'today'],
  ['conflicts', 'postponed'],
  ['phones', 'phone'],
  ['waiting', 'eye'],
  ['find', 'search'],
];

/** Tabs of a phone; the other views are opened from the board. @type {('board' | 'find' | 'me')[]} */
const TABS = ['board', 'find', 'me'];

/**
 * @param {object} props
 * @param {string} props.title
 * @param {string} [props.detail]
 * @param {Children} [props.tools]  Beside the title of a wide window
 * @param {Children} [props.panel]  What is selected; on a phone it takes the page
 * @param {string} [props.panelTitle]
 * @param {Children} [props.foot]
 * @param {Children} [props.toast]
 * @param {Children} props.children
 */
export function Layout(props) {
  useEffect(() => void (phones.value ?? readPhones()), []);
  useEscape();
  return wide.value ? <Wide {...props} /> : <Narrow {...props} />;
}

/** Escape closes what is selected. */
function useEscape() {
  useEffect(() => {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Escape' && address.value.selection.length > 0) close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** @param {Parameters<typeof Layout>[0]} props */
function Narrow({ title, detail, panel, panelTitle, foot, toast, children }) {
  const { view } = address.value;
  if (panel) {
    return (
      <Frame bar={<AppBar title={panelTitle ?? title} onBack={close} />} toast={toast}>
        <Trouble />
        {panel}
      </Frame>
    );
  }
  const isTab = TABS.some((tab) => tab === view);
  return (
    <Frame
      bar={
        <AppBar
          title={title}
          detail={detail}
          onBack={isTab ? undefined : () => goTo('board')}
        />
      }
      foot={foot}
      toast={toast}
      tabs={
        <TabBar
          tabs={TABS}
          current={/** @type {any} */ (isTab ? view : 'board')}
          onGo={(tab) => goTo(/** @type {View} */ (tab))}
        />
      }
    >
      <Trouble />
      {children}
    </Frame>
  );
}

/** @param {Parameters<typeof Layout>[0]} props */
function Wide({ title, tools, panel, panelTitle, toast, children }) {
  return (
    <div class={`desk ${panel ? 'with-panel' : ''}`}>
      <Rail />
      <main class="desk-main">
        <header class="desk-head">
          <h1>{title}</h1>
          {tools}
        </header>
        <Trouble />
        {children}
        {toast && <div class="desk-toast">{toast}</div>}
      </main>
      {panel && (
        <aside class="desk-panel" aria-label={panelTitle}>
          <header>
            <h2>{panelTitle}</h2>
            <button class="close" onClick={close} aria-label={t('common.close')}>
              <Icon name="close" />
            </button>
          </header>
          {panel}
        </aside>
      )}
    </div>
  );
}

function Rail() {
  const { view } = address.value;
  return (
    <nav class="desk-rail" aria-label={t('desk.views')}>
      <p class="brand">
        <DoorPlate door={t('app.plate')} />
        {t('app.name')}
      </p>
      {RAIL.map(([name, icon]) => (
        <button
          key={name}
          onClick={() => goTo(name)}
          aria-current={name === view ? 'page' : undefined}
        >
          <Icon name={icon} />
          <span>{t(`desk.view.${name}`)}</span>
          <Badge count={badgeOf(name)} />
        </button>
      ))}
      <Whose />
    </nav>
  );
}

/** @param {{ count: number }} props */
const Badge = ({ count }) => (count > 0 ? <b class="badge">{count}</b> : null);

/** @param {View} view @returns {number} What waits there */
function badgeOf(view) {
  if (view === 'conflicts') return board.value?.conflicts ?? 0;
  if (view === 'waiting') return board.value?.waiting ?? 0;
  if (view === 'phones') return (phones.value ?? []).filter(isAmiss).length;
  return 0;
}

function Whose() {
  return (
    <div class="whose">
      <p>
        <b>{person.value?.name}</b>
        <br />
        <span class="second">{roleWord(person.value?.role)}</span>
      </p>
      <ChangeLanguage />
      <button class="button secondary plain small" onClick={signOut}>
        {t('desk.sign_out')}
      </button>
    </div>
  );
}

/** @param {string | undefined} role */
export const roleWord = (role) =>
  role === 'supervisor' || role === 'records_manager' || role === 'administrator'
    ? t(`desk.role.${role}`)
    : '';
