// Which screen is in sight: first what must be settled, then where one is.
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { lazyScreen, prepareScreens } from './lazy.jsx';
import { BrowserTest } from './browser_test.jsx';
import { Enrol } from './enrol.jsx';
import { OtherTab } from './other_tab.jsx';
import { Today } from './today.jsx';
import { Unlock } from './unlock.jsx';
import { enrolling, session, status } from '../stores/session.js';
import { screen, sheet } from '../stores/place.js';
import { missing, started } from '../stores/start.js';

/** Screens that come with the app's first files, and those that are opened from the phone when wanted. */
const SCREENS = {
  today: Today,
  find: lazyScreen(() => import('./find.jsx').then((one) => one.Find)),
  household: lazyScreen(() => import('./household.jsx').then((one) => one.Household)),
  resident: lazyScreen(() => import('./resident.jsx').then((one) => one.Resident)),
  timeline: lazyScreen(() => import('./timeline.jsx').then((one) => one.Timeline)),
  visit: lazyScreen(() => import('./visit.jsx').then((one) => one.Visit)),
  danger: lazyScreen(() => import('./danger.jsx').then((one) => one.Danger)),
  establish: lazyScreen(() => import('./establish.jsx').then((one) => one.Establish)),
  needs_attention: lazyScreen(() =>
    import('./needs_attention.jsx').then((one) => one.NeedsAttention),
  ),
  conflict: lazyScreen(() => import('./conflict.jsx').then((one) => one.ConflictScreen)),
  correct: lazyScreen(() => import('./correct.jsx').then((one) => one.Correct)),
  document: lazyScreen(() => import('./document.jsx').then((one) => one.DocumentScreen)),
  building: lazyScreen(() => import('./doors.jsx').then((one) => one.Building)),
  ready: lazyScreen(() => import('./ready.jsx').then((one) => one.Ready)),
  doors: lazyScreen(() => import('./doors.jsx').then((one) => one.Doors)),
  me: lazyScreen(() => import('./me.jsx').then((one) => one.Me)),
};

const SHEETS = {
  sync_sheet: lazyScreen(() => import('./sync_sheet.jsx').then((one) => one.SyncSheet)),
  outcome: lazyScreen(() => import('./outcome.jsx').then((one) => one.OutcomeSheet)),
};

/** @typedef {import('preact').FunctionComponent<any>} AnyScreen */

export function App() {
  if (missing.value?.length) return <BrowserTest missing={missing.value} />;
  if (!started.value || !status.value) return null;
  if (!status.value.live) return <OtherTab />;
  if (!session.value) {
    return status.value.people.length === 0 || enrolling.value ? <Enrol /> : <Unlock />;
  }
  return <Opened />;
}

/** The screen in sight, with a sheet over it where one is open. */
function Opened() {
  const place = screen.value;
  // Where one comes back to stands as it was left.
  useLayoutEffect(() => scrollTo(0, place.scroll), [place.key]);
  useEffect(prepareScreens, []);
  const Screen = /** @type {Record<string, AnyScreen>} */ (SCREENS)[place.screen];
  const over = sheet.value;
  const Over = over && /** @type {Record<string, AnyScreen>} */ (SHEETS)[over.screen];
  return (
    <>
      <Screen key={place.key} {...place.args} />
      {Over && <Over {...over.args} />}
    </>
  );
}
