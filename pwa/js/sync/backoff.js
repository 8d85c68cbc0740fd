// How long to wait before the next try.

const SHORTEST_MS = 2_000;
export const LONGEST_MS = 300_000;

/**
 * From 2 seconds to 5 minutes, doubled each time, and never the same for two phones: at five
 * in the afternoon they all find the same Wi-Fi.
 *
 * @param {number} failures In a row, from 1
 * @param {number | null} [askedSeconds] What the centre asked for
 * @param {() => number} [chance] 0 up to 1
 * @returns {number} Milliseconds
 */
export function waitAfter(failures, askedSeconds = null, chance = Math.random) {
  const longest = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (failures - 1));
  const wait = Math.max(SHORTEST_MS, longest * (0.5 + chance() / 2));
  return Math.round(Math.max(wait, (askedSeconds ?? 0) * 1000 * (1 + chance() / 10)));
}
