// Which feeds the phone holds, and which of its rows came from them.

/** @typedef {import('./open_store.js').StoreState} StoreState */

/**
 * Follows a `scope` line: new feeds and lanes get numbers.
 *
 * @param {StoreState} state Is changed
 * @param {Record<string, { area: string, lane: string }>} feeds
 */
export function followScope(state, feeds) {
  for (const [code, { area, lane }] of Object.entries(feeds)) {
    if (!state.lanes.includes(lane)) state.lanes.push(lane);
    state.feeds[code] ??= { n: state.nextFeed++, area, lane, used: false, old: [] };
  }
}

/**
 * Feeds are sent whole from their beginning: what is filed from now on gets another number, so
 * that what is not among it is found and removed at the end, also what an attempt left behind
 * that was broken off.
 *
 * @param {StoreState} state Is changed
 * @param {string[]} codes
 */
export function beginSnapshots(state, codes) {
  for (const code of codes) {
    const feed = state.feeds[code];
    if (!feed || feed.used === false) continue;
    feed.old.push(feed.n);
    feed.n = state.nextFeed++;
    feed.used = false;
  }
}

/**
 * Everything up to now has come. What was not sent again is no longer there.
 *
 * @param {StoreState} state Is changed
 * @returns {number[]} Numbers of rows to remove
 */
export function endSnapshots(state) {
  const stale = Object.values(state.feeds).flatMap(({ old }) => old);
  for (const feed of Object.values(state.feeds)) feed.old = [];
  state.complete = true;
  return stale;
}

/**
 * @param {StoreState} state Is changed
 * @param {string} code
 * @returns {number[]} Numbers of rows to remove
 */
export function dropFeed(state, code) {
  const feed = state.feeds[code];
  delete state.feeds[code];
  return feed ? [feed.n, ...feed.old] : [];
}

/**
 * Whether anything of a row stands: one of which nothing does need not be opened, and may be the
 * one that cannot be.
 *
 * @param {StoreState} state
 * @param {readonly number[]} numbers Of the row
 */
export const hasStanding = ({ feeds }, numbers) =>
  Object.values(feeds).some(({ n }) => numbers.includes(n));

/**
 * Whether a document is where its feed stands now: neither from a feed that was dropped nor
 * from an earlier sending of it.
 *
 * @param {StoreState} state
 * @param {readonly number[]} numbers Of the row that holds it
 * @param {string} code Of the feed it came from
 */
export const isStanding = ({ feeds }, numbers, code) =>
  feeds[code] !== undefined && numbers.includes(feeds[code].n);
