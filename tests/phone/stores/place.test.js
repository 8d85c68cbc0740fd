// Back always goes one level up; the address says nothing of anybody.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

/** The browser's history, as far as the app uses it. */
class BrowserHistory extends EventTarget {
  entries = [null];
  at = 0;
  addresses = [];

  pushState(state, _, address) {
    this.entries = [...this.entries.slice(0, this.at + 1), state];
    this.at += 1;
    this.addresses.push(address);
  }

  replaceState(state) {
    this.entries[this.at] = state;
  }

  go(steps) {
    this.at = Math.max(0, Math.min(this.entries.length - 1, this.at + steps));
    this.onpop({ state: this.entries[this.at] });
  }

  back() {
    this.go(-1);
  }
}

globalThis.history = new BrowserHistory();
globalThis.scrollY = 0;
globalThis.window = { addEventListener: (_, listener) => (history.onpop = listener) };
const place = await import('../../../pwa/js/stores/place.js');
const toast = await import('../../../pwa/js/stores/toast.js');

beforeEach(() => {
  globalThis.history = new BrowserHistory();
  place.startPlaces();
  place.home();
});

const names = () => place.places.value.map(({ screen }) => screen);

test('Back leads from the form to the resident and from there to Today', () => {
  place.open('resident', { resident: 'r1' });
  place.open('visit', { form: 'f' });

  place.back();
  assert.deepEqual(names(), ['today', 'resident']);

  place.back();
  assert.deepEqual(names(), ['today']);
});

test('Back closes the sheet first, and leaves the screen below it', () => {
  place.open('household', {});
  place.openSheet('outcome', {});
  assert.equal(place.screen.value.screen, 'household');
  assert.equal(place.sheet.value.screen, 'outcome');

  place.back();

  assert.equal(place.sheet.value, null);
  assert.equal(place.screen.value.screen, 'household');
});

test('what a sheet opens takes its place: Back does not come to it again', () => {
  place.openSheet('sync_sheet', {});
  place.open('conflict', { conflict: 'c1' });

  place.back();

  assert.deepEqual(names(), ['today']);
});

test('where one comes back to stands as it was left', () => {
  globalThis.scrollY = 640;
  place.open('resident', {});
  globalThis.scrollY = 0;

  place.home();

  assert.equal(place.screen.value.scroll, 640);
});

test('a tab lies over Today, so that Back leads there', () => {
  place.showTab('find');
  place.showTab('me');
  assert.deepEqual(names(), ['today', 'me']);

  place.back();

  assert.deepEqual(names(), ['today']);
});

test('no address names a resident', () => {
  place.open('resident', { resident: '01936f00-0000-7000-8000-0000000000a1' });

  assert.deepEqual(history.addresses, [undefined]);
  assert.deepEqual(history.entries[1], { depth: 1 });
});

test('after saving one comes home, and goes on from there', () => {
  place.open('establish', {});
  place.home(() => place.open('resident', { resident: 'r1' }));

  assert.deepEqual(names(), ['today', 'resident']);
});

test('What was said of the last action lies over no screen that is opened next', () => {
  toast.say('not at home');

  place.openSheet('outcome', {});
  assert.equal(toast.said.value.text, 'not at home');

  place.back();
  place.open('resident', { resident: 'r1' });
  assert.equal(toast.said.value, null);
});

test('nor does it lie over what a sheet opens', () => {
  toast.say('not at home');
  place.openSheet('sync_sheet', {});
  assert.equal(toast.said.value.text, 'not at home');

  place.open('conflict', { conflict: 'c1' });

  assert.equal(toast.said.value, null);
});
