// One live tab: whoever holds the lock works with the store, others say so and may take over.

const NAME = 'doorstep';
/** A frozen tab does not answer; its drafts are at most 300 ms behind the typing. */
const PATIENCE_MS = 4_000;

/**
 * @typedef {object} Leader
 * @property {() => Promise<boolean>} lead Whether this tab is the one that works
 * @property {() => Promise<boolean>} takeOver Asks the other tab, which writes its drafts first
 * @property {() => void} letGo
 * @property {() => void} close Listens no more
 */

/**
 * @param {object} heard
 * @param {() => void} heard.onAsked Another tab asks for the store
 * @param {() => void} heard.onTaken It was taken: this tab must not write any more
 * @param {LockManager} [heard.locks]
 * @param {number} [heard.patience_ms]
 * @returns {Leader}
 */
export function createLeader({
  onAsked,
  onTaken,
  locks = navigator.locks,
  patience_ms = PATIENCE_MS,
}) {
  const channel = new BroadcastChannel(NAME);
  /** @type {(() => void) | null} */
  let release = null;
  channel.onmessage = () => {
    if (release) onAsked();
  };

  /** @param {LockOptions} options @returns {Promise<boolean>} */
  const request = (options) =>
    new Promise((resolve, reject) => {
      const held = locks.request(NAME, options, (lock) => {
        if (!lock) {
          resolve(false);
          return undefined;
        }
        const until = new Promise((ended) => {
          release = () => ended(undefined);
        });
        resolve(true);
        return until;
      });
      held.then(
        () => undefined,
        (error) => {
          if (error.name !== 'AbortError') reject(error);
          else if (release) {
            release = null;
            onTaken();
          } else resolve(false);
        },
      );
    });

  return {
    lead: async () => release !== null || (await request({ ifAvailable: true })),
    async takeOver() {
      if (release) return true;
      channel.postMessage('take over');
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), patience_ms);
      const given = await request({ signal: controller.signal });
      clearTimeout(timer);
      return given || request({ steal: true });
    },
    letGo() {
      release?.();
      release = null;
    },
    close: () => channel.close(),
  };
}
