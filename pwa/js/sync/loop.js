// When to sync: after each entry, on `online`, on focus, by the clock; and how long to wait
// after a failure. Whether the phone believes to be online is only a hint.
import { waitAfter } from './backoff.js';
import { NoAnswer, Refused } from './transport.js';

/** Between two syncs that went well; each prolongs the session. */
const REST_MS = 4 * 60_000;

/**
 * @typedef {object} LoopState
 * @property {boolean} running
 * @property {boolean | null} reached Whether the last try was answered
 * @property {string | null} trouble
 * @property {number | null} next_try_at
 */

/**
 * @typedef {object} Loop
 * @property {LoopState} state
 * @property {() => Promise<void>} now Syncs at once, or once more after the one under way
 * @property {() => void} nudge There is a reason to hope: tries now, whatever was waited for
 * @property {() => void} stop
 */

/**
 * @param {object} given
 * @param {() => Promise<void>} given.sync
 * @param {() => void} given.onChange
 * @param {(code: string) => void} given.onRefused revoked, too_new: nothing to be tried again
 * @param {() => number} [given.chance]
 * @returns {Loop}
 */
export function createLoop({ sync, onChange, onRefused, chance = Math.random }) {
  /** @type {LoopState} */
  const state = { running: false, reached: null, trouble: null, next_try_at: null };
  let failures = 0;
  let again = false;
  let stopped = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<void> | null} */
  let underWay = null;

  /** @param {number} wait_ms */
  const schedule = (wait_ms) => {
    clearTimeout(timer);
    if (stopped) return;
    state.next_try_at = Date.now() + wait_ms;
    timer = setTimeout(now, wait_ms);
  };

  const once = async () => {
    try {
      await sync();
      failures = 0;
      Object.assign(state, { reached: true, trouble: null });
      schedule(REST_MS * (0.9 + chance() / 5));
    } catch (error) {
      // Locked meanwhile: what it wrote to is closed, and nobody waits for it.
      if (stopped) return;
      failures += 1;
      const { code, wait } = readFailure(error);
      Object.assign(state, {
        reached: !['signal', 'portal', 'away', 'cut'].includes(code),
        trouble: code,
      });
      schedule(waitAfter(failures, wait, chance));
      if (code === 'revoked' || code === 'too_new') onRefused(code);
      // Something that should not happen is told, and does not end the trying.
      if (code === 'broken') throw error;
    }
  };

  const run = async () => {
    clearTimeout(timer);
    state.running = true;
    onChange();
    try {
      do {
        again = false;
        await once();
      } while (again && !stopped && failures === 0);
    } finally {
      state.running = false;
      underWay = null;
      onChange();
    }
  };

  /** @returns {Promise<void>} */
  const now = () => {
    if (stopped) return Promise.resolve();
    if (underWay) {
      again = true;
      return underWay;
    }
    underWay = run();
    return underWay;
  };

  return {
    state,
    now,
    nudge() {
      failures = 0;
      void now();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** @param {unknown} error */
function readFailure(error) {
  if (error instanceof NoAnswer) return { code: error.code, wait: error.wait_seconds };
  if (error instanceof Refused) return { code: 'refused', wait: null };
  const { name } = /** @type {Error} */ (error);
  if (name === 'PhoneFull' || name === 'QuotaExceededError')
    return { code: 'full', wait: null };
  return { code: 'broken', wait: null };
}
