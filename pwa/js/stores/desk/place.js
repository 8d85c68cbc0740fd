// Where one is at the desk: the address in the browser's bar, so that Back, a bookmark and a second window work.
import { signal } from '@preact/signals';
import { HOME, readAddress, selectedAbove, writeAddress } from './address.js';

/** @import { Address, View } from './address.js' */

/** @type {import('@preact/signals').Signal<Address>} */
export const address = signal(HOME);

/** Follows the address from now on. */
export function startAddress() {
  const read = () => {
    address.value = readAddress(location.hash);
  };
  addEventListener('hashchange', read);
  read();
}

/**
 * Goes on from where one is.
 *
 * @param {Partial<Address>} to
 */
export function go(to) {
  location.hash = writeAddress({ ...address.value, ...to });
}

/** @param {View} view */
export const goTo = (view) => go({ view, selection: [], state: '' });

/** Closes what is selected, one level up. */
export function close() {
  go({ selection: selectedAbove(address.value) });
}
