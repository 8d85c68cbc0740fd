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
    state.feeds[code] ??= { n: state.nextFeed++, area, lane, whole: false, old: [] };
  }
}

/**
 * A feed that had been read whole is being sent whole again: its rows get another number, so
 * that what is not among them any more is found and removed at the end.
 *
 * @param {StoreState} state Is changed
 * @param {string} code
 */
export function beginSnapshot(state, code) {
  const feed = state.feeds[code];
  if (!feed?.whole) return;
  feed.old.push(feed.n);
  feed.n = state.nextFeed++;
  feed.whole = false;
}

/**
 * Everything up to now has come. What was not sent again is no longer there.
 *
 * @param {StoreState} state Is changed
 * @returns {number[]} Numbers of rows to remove
 */
export function endSnapshots(state) {
  const stale = [];
  for (const feed of Object.values(state.feeds)) {
    stale.push(...feed.old);
    feed.old = [];
    feed.whole = true;
  }
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
