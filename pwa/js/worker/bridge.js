// The only way from the page to the worker: calls that answer promises, and events.

/** How far a draft may lag behind the typing. */
const DRAFT_DELAY_MS = 300;

/** The worker's calls; each is answered once. */
const CALLS = /** @type {const} */ ([
  'status',
  'takeOver',
  'reach',
  'enrol',
  'unlock',
  'changePin',
  'round',
  'search',
  'searchHouseholds',
  'twins',
  'doors',
  'building',
  'openFolder',
  'openHousehold',
  'archives',
  'history',
  'keep',
  'syncNow',
  'state',
  'recordState',
  'outbox',
  'needsAttention',
  'conflicts',
  'capsule',
  'areas',
  'staff',
]);

/**
 * Why a call failed, in a word that the screens have a sentence for.
 *
 * Codes: wrong_pin, pause, locked, not_live, cache_dropped, full, revoked, signal, portal, away,
 * busy, refused, too_new, database_blocked, database_newer, unknown_folder, nothing_to_keep, or
 * broken for what should not happen.
 */
export class Trouble extends Error {
  /**
   * @param {string} code
   * @param {Json} [detail] What the sentence needs: seconds to wait, fields …
   */
  constructor(code, detail = null) {
    super(code);
    this.name = 'Trouble';
    this.code = code;
    this.detail = detail;
  }
}

/**
 * Opens the bridge to a worker that was just started, with the address of the compiled
 * definitions as its name: `new Worker(url, { type: 'module', name: '/forms-….json' })`.
 *
 * @param {Worker} worker
 * @returns {Bridge}
 */
export function openBridge(worker) {
  /** @type {Map<number, { resolve: (answer: any) => void, reject: (trouble: Trouble) => void }>} */
  const asked = new Map();
  /** @type {Map<string, Set<(detail: any) => void>>} */
  const listeners = new Map();
  let last = 0;

  /** @param {string} name @param {any[]} args @returns {Promise<any>} */
  const call = (name, ...args) =>
    new Promise((resolve, reject) => {
      last += 1;
      asked.set(last, { resolve, reject });
      worker.postMessage({ call: last, name, args });
    });

  worker.addEventListener('message', ({ data: said }) => {
    if (said.event) {
      listeners.get(said.event)?.forEach((listener) => listener(said.detail));
      return;
    }
    const waiting = asked.get(said.call);
    asked.delete(said.call);
    if (said.trouble) waiting?.reject(new Trouble(said.trouble, said.detail));
    else waiting?.resolve(said.answer);
  });

  const draft = draftsOver(call);
  // What was typed goes to disk before the page may be killed; who looks again wants the news.
  globalThis.addEventListener?.('pagehide', () => void draft.flush());
  globalThis.document?.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void draft.flush();
    else void call('nudge');
  });
  /** @type {Bridge['on']} */
  const on = (name, listener) => {
    if (!listeners.has(name)) listeners.set(name, new Set());
    listeners.get(name)?.add(listener);
    return () => listeners.get(name)?.delete(listener);
  };

  // Another tab asks for the store: what is typed here goes to disk first.
  on('taking', () => draft.flush().finally(() => call('letGo')));

  const calls = Object.fromEntries(
    CALLS.map((name) => [name, (/** @type {any[]} */ ...args) => call(name, ...args)]),
  );
  return /** @type {any} */ ({
    ...calls,
    /** @param {Keeping[]} keepings @param {{ draft?: DraftKey }} [options] */
    keep: (keepings, options) =>
      draft.become(options?.draft, () => call('keep', keepings, options)),
    draft,
    on,
    async lock() {
      await draft.flush().catch(() => undefined);
      await call('letGo');
      if (draft.waits()) return false;
      worker.terminate();
      return true;
    },
  });
}

/** @typedef {{ document: string, form: string }} DraftKey */

/** @param {DraftKey} draft */
const keyOf = ({ document, form }) => `${document}|${form}`;

/**
 * Drafts: the newest state of each is written at most 300 ms after the key that made it.
 *
 * @param {(name: string, ...args: any[]) => Promise<any>} call
 */
function draftsOver(call) {
  /** @type {Map<string, Draft>} */
  const typed = new Map();
  /** Those that become entries just now: what is typed meanwhile waits for what comes of it. @type {Set<string>} */
  const becoming = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Whether the last write came to the disk; a full phone says so in `state`. */
  let written = Promise.resolve(true);

  /** @param {Draft[]} drafts */
  const writeAll = async (drafts) => {
    const kept = await call('putDrafts', drafts);
    // Tried again with the next key, unless that key has made a newer state of the same draft.
    if (!kept)
      for (const draft of drafts) if (!typed.has(keyOf(draft))) typed.set(keyOf(draft), draft);
    return kept;
  };
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const drafts = [...typed.values()].filter((draft) => !becoming.has(keyOf(draft)));
    for (const draft of drafts) typed.delete(keyOf(draft));
    if (drafts.length) written = written.then(() => writeAll(drafts));
    return written;
  };
  // Not restarted by the next key: whoever types without a pause is on disk all the same.
  const soon = () => (timer ??= setTimeout(write, DRAFT_DELAY_MS));
  return {
    /** @param {Draft} draft */
    put(draft) {
      typed.set(keyOf(draft), draft);
      soon();
    },
    async flush() {
      if (!(await write()) && typed.size > 0) throw new Trouble('full');
    },
    waits: () => typed.size > 0,
    /** @param {string} document @param {string} form */
    get: (document, form) =>
      write().then(
        () => typed.get(keyOf({ document, form })) ?? call('getDraft', document, form),
      ),
    list: () => write().then(() => call('listDrafts')),
    /** @param {string} document @param {string} form */
    async remove(document, form) {
      typed.delete(keyOf({ document, form }));
      // What is on its way to the disk would come after the removal.
      await written;
      await call('removeDraft', document, form);
    },
    /**
     * Makes an entry of a draft: nothing of it is written afterwards, unless that fails.
     *
     * @template T
     * @param {DraftKey | undefined} draft
     * @param {() => Promise<T>} keep
     * @returns {Promise<T>}
     */
    async become(draft, keep) {
      if (!draft) return keep();
      const key = keyOf(draft);
      const before = write();
      becoming.add(key);
      // Also where the phone was too full for the draft: the entry has room of its own.
      await before;
      try {
        const kept = await keep();
        typed.delete(key);
        return kept;
      } finally {
        becoming.delete(key);
        if (typed.size) soon();
      }
    },
  };
}
