// Where one is in the app. Lives in memory: the address never names a resident, nor does the title.
import { computed, signal } from '@preact/signals';
import { unsay } from './toast.js';

/**
 * A screen that is open, over those below it.
 *
 * @typedef {object} Place
 * @property {string} screen
 * @property {Record<string, any>} args
 * @property {boolean} sheet A sheet lies over the screen below it, which stays in sight
 * @property {number} scroll Where its page stood when something was opened over it
 * @property {number} key Tells one opening of a screen from the next
 */

/** Behind every other screen lies this one: Back leads to it in the end. */
const HOME = 'today';

let openings = 0;

/** @param {string} screen @param {Record<string, any>} [args] @returns {Place} */
function placeOf(screen, args = {}, sheet = false) {
  openings += 1;
  return { screen, args, sheet, scroll: 0, key: openings };
}

/** @type {import('@preact/signals').Signal<Place[]>} */
export const places = signal([placeOf(HOME)]);

/** The screen in sight, below any sheet. */
export const screen = computed(
  () => /** @type {Place} */ ([...places.value].reverse().find((place) => !place.sheet)),
);

/** The sheet over it, if one is open. */
export const sheet = computed(() => {
  const top = places.value[places.value.length - 1];
  return top.sheet ? top : null;
});

/** True between asking the browser to go back and its doing so: a second tap goes back once. */
let leaving = false;
/** What to open once the browser has gone back. @type {(() => void) | null} */
let then = null;

/** Begins at the first screen; entries of an earlier life of this tab lead there too. */
export function startPlaces() {
  history.scrollRestoration = 'manual';
  history.replaceState({ depth: 0 }, '');
  window.addEventListener('popstate', ({ state }) => arrive(state?.depth ?? 0));
}

/** @param {number} depth */
function arrive(depth) {
  leaving = false;
  if (depth >= places.value.length) {
    // Forward, to something that is no longer open.
    history.go(places.value.length - 1 - depth);
    return;
  }
  places.value = places.value.slice(0, depth + 1);
  const next = then;
  then = null;
  if (next) next();
}

/** @param {Place} place */
function push(place) {
  const under = [...places.value];
  const top = under.length - 1;
  under[top] = { ...under[top], scroll: place.sheet ? under[top].scroll : scrollY };
  places.value = [...under, place];
  history.pushState({ depth: under.length }, '');
}

/**
 * Opens a screen over the one in sight.
 *
 * @param {string} name
 * @param {Record<string, any>} [args]
 */
export function open(name, args) {
  // The next action: what was said of the last one may not lie over what is opened now.
  unsay();
  if (sheet.value) swap(placeOf(name, args));
  else push(placeOf(name, args));
}

/** @type {ReturnType<typeof setTimeout>} */
let opening;

/**
 * Opens once the tap itself is over: taking a long page away needs a step of its own. Of two taps
 * in one breath the later counts.
 *
 * @type {typeof open}
 */
export function openNext(name, args) {
  clearTimeout(opening);
  opening = setTimeout(() => open(name, args));
}

/**
 * Opens a sheet over the screen in sight; Back closes it.
 *
 * @param {string} name
 * @param {Record<string, any>} [args]
 */
export function openSheet(name, args) {
  const place = placeOf(name, args, true);
  if (sheet.value) swap(place);
  else push(place);
}

/**
 * Puts a screen in the place of the one on top.
 *
 * @param {string} name
 * @param {Record<string, any>} [args]
 */
export const replace = (name, args) => swap(placeOf(name, args));

/** @param {Place} place */
function swap(place) {
  places.value = [...places.value.slice(0, -1), place];
}

/** Goes one level up, as the phone's own Back does. */
export function back() {
  if (leaving || places.value.length === 1) return;
  leaving = true;
  history.back();
}

/**
 * Goes all the way down to the first screen, then on to another.
 *
 * @param {() => void} [onward]
 */
export function home(onward) {
  const above = places.value.length - 1;
  if (above === 0) {
    onward?.();
    return;
  }
  leaving = true;
  then = onward ?? null;
  history.go(-above);
}

/**
 * Shows one of the screens that the bar at the bottom names.
 *
 * @param {string} name
 */
export function showTab(name) {
  if (name === screen.value.screen) return;
  if (name === HOME) home();
  else if (places.value.length > 1) replace(name);
  else open(name);
}
