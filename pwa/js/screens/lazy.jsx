// Screens that are opened from this phone when first wanted: the first list does not wait for them.
import { useEffect, useState } from 'preact/hooks';
import { allWords } from '../i18n/language.js';

/** @typedef {import('preact').FunctionComponent<any>} AnyScreen */

/** @type {(() => Promise<unknown>)[]} */
const all = [];

/**
 * A screen whose code comes with its first opening. It is kept on the phone by the service worker,
 * so that this works without a network.
 *
 * @param {() => Promise<AnyScreen>} load
 * @returns {AnyScreen}
 */
export function lazyScreen(load) {
  const screen = comingScreen(() => Promise.all([load(), allWords()]).then(([one]) => one));
  all.push(screen.fetchIt);
  return screen.Lazy;
}

/**
 * A screen that may stand before the first list, and says only what the first files bring.
 *
 * @param {() => Promise<AnyScreen>} load
 * @returns {AnyScreen}
 */
export const firstScreen = (load) => comingScreen(load).Lazy;

/** @param {() => Promise<AnyScreen>} load */
function comingScreen(load) {
  /** @type {AnyScreen | null} */
  let here = null;
  const fetchIt = async () => {
    here ??= await load();
  };
  /** @type {AnyScreen} */
  const Lazy = (props) => {
    const [, drawAgain] = useState(0);
    const Screen = here;
    // It may have come since this was drawn: what matters is what was drawn.
    useEffect(() => {
      if (!Screen) void fetchIt().then(() => drawAgain(1));
    }, []);
    return Screen && <Screen {...props} />;
  };
  return { fetchIt, Lazy };
}

/** Brings the other screens while nobody waits, so that no tap does. */
export function prepareScreens() {
  const later =
    globalThis.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, 500));
  later(async () => {
    for (const fetchIt of all) await fetchIt();
  });
}
