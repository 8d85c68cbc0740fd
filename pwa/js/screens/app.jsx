// Which screen is in sight: first what must be settled, then where one is.
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { firstScreen, lazyScreen, prepareScreens } from './lazy.jsx';
import { Today } from './today.jsx';
import { Unlock } from './unlock.jsx';
import { enrolling, session, status } from '../stores/session.js';
import { screen, sheet } from '../stores/place.js';
import { isListed } from '../stores/round.js';
import { missing, started } from '../stores/start.js';
import { isUnkept } from '../stores/unkept.js';

const firstTime = () => import('./first_time.js');
/** Seen once, or by few. */
const BrowserTest = lazyScreen(() => firstTime().then((all) => all.BrowserTest));
const OtherTab = firstScreen(() => firstTime().then((all) => all.OtherTab));
const Enrol = firstScreen(() => firstTime().then((all) => all.Enrol));

const day = () => import('./day.js');

/** Today comes with the app's first files; the others are opened from this phone when wanted. */
const SCREENS = {
  today: Today,
  find: lazyScreen(() => day().then((all) => all.Find)),
  household: lazyScreen(() => day().then((all) => all.Household)),
  resident: lazyScreen(() => day().then((all) => all.Resident)),
  timeline: lazyScreen(() => day().then((all) => all.Timeline)),
  document: lazyScreen(() => day().then((all) => all.DocumentScreen)),
  visit: lazyScreen(() => day().then((all) => all.Visit)),
  danger: lazyScreen(() => day().then((all) => all.Danger)),
  correct: lazyScreen(() => day().then((all) => all.Correct)),
  establish: lazyScreen(() => day().then((all) => all.Establish)),
  needs_attention: lazyScreen(() => day().then((all) => all.NeedsAttention)),
  conflict: lazyScreen(() => day().then((all) => all.ConflictScreen)),
  building: lazyScreen(() => day().then((all) => all.Building)),
  doors: lazyScreen(() => day().then((all) => all.Doors)),
  ready: lazyScreen(() => day().then((all) => all.Ready)),
  me: lazyScreen(() => day().then((all) => all.Me)),
};

const SHEETS = {
  sync_sheet: lazyScreen(() => day().then((all) => all.SyncSheet)),
  outcome: lazyScreen(() => day().then((all) => all.OutcomeSheet)),
};

const Unkept = lazyScreen(() => day().then((all) => all.Unkept));

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
  const stands = place.screen !== 'today' || isListed.value;
  // What else the app has is asked for once its first screen stands.
  useEffect(() => {
    if (stands) prepareScreens();
  }, [stands]);
  const Screen = /** @type {Record<string, AnyScreen>} */ (SCREENS)[place.screen];
  const over = sheet.value;
  const Over = over && /** @type {Record<string, AnyScreen>} */ (SHEETS)[over.screen];
  return (
    <>
      <Screen key={place.key} place={place.key} {...place.args} />
      {Over && <Over {...over.args} />}
      {isUnkept.value && <Unkept />}
    </>
  );
}
