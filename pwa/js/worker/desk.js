// Answers the page's calls. The only file that knows both the store and when to sync.
import { layBallast } from '../db/ballast.js';
import { createLoop } from '../sync/loop.js';
import { noteGeneration } from '../sync/generation.js';
import { openSession } from '../sync/session.js';
import { createSync } from '../sync/sync.js';
import { todayOf } from '../sync/clock.js';
import { peopleOf, revoke, unlock } from './people.js';
import { roundOf } from './round.js';
import { dayOf, syncState } from './sync_state.js';
import { SLICE, workWith } from './work.js';

/** @typedef {import('../sync/loop.js').Loop} Loop */
/** @typedef {import('../sync/open_store.js').OpenStore} OpenStore */
/** @typedef {import('./work.js').Work} Work */

/** What is asked once the list stands: calls.js answers. */
const LATER = /** @type {const} */ ([
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
  'changePin',
  'recordState',
  'outbox',
  'needsAttention',
  'conflicts',
]);
/** After an entry others often follow: they go together. */
const GATHER_MS = 1_500;
/** So long a lock waits for the centre to end the session. */
const GOODBYE_MS = 500;
/** The list comes first. */
const AFTER_LIST_MS = 300;

/** @param {number} wait_ms */
const pause = (wait_ms) => new Promise((resolve) => setTimeout(resolve, wait_ms));

/**
 * A store that is unlocked, and what works on it.
 *
 * @typedef {object} Opened
 * @property {Work} work
 * @property {import('./people.js').People} people
 * @property {Loop} loop
 * @property {ReturnType<typeof import('./reads.js').readsLog> | null} log Of folders; null until one was opened
 * @property {ReturnType<typeof openSession>} session
 * @property {'sending' | 'receiving' | null} phase
 * @property {boolean} isListed Whether the page was given a list that can stand
 * @property {() => void} listStands The page has drawn it, or asks for something else
 */

/** A call that needs an open store, while it is locked or another tab has it. */
export class NotOpen extends Error {
  /** @param {'locked' | 'not_live'} code */
  constructor(code) {
    super(code);
    this.name = 'NotOpen';
    this.code = code;
  }
}

/**
 * @typedef {object} Given
 * @property {import('idb').IDBPDatabase} phone
 * @property {import('../sync/transport.js').Transport} transport
 * @property {() => Promise<{ forms: Work['forms'], records: Work['records'] }>} definitions
 * @property {import('../sync/leader.js').Leader} leader
 * @property {Work['emit']} emit
 */

/**
 * Everything that the page can ask for, by the names of the bridge.
 *
 * @param {Given} given
 */
export function createDesk({ phone, transport, definitions, leader, emit }) {
  const people = peopleOf(phone, () => emit('update', { required: true }));
  /** @type {Opened | null} */
  let open = null;

  const opened = () => {
    if (!open) throw new NotOpen('locked');
    return open;
  };
  const work = () => opened().work;
  const state = () => syncState(work(), opened().loop.state, opened().phase);
  const tellState = () => open && emit('state', state());

  /** @param {'idle' | 'revoked' | 'asked' | 'taken'} reason */
  const close = (reason) => {
    open?.loop.stop();
    open?.work.store.db.close();
    if (open) people.forget(open.work.store.device);
    open = null;
    emit('locked', { reason });
  };

  /** @param {'revoked' | 'too_new'} code */
  const refused = async (code) => {
    if (code === 'too_new') return emit('update', { required: true });
    const { device } = work().store;
    await revoke(people, device);
    return close('revoked');
  };

  /** @param {OpenStore} store @param {Pick<Work, 'forms' | 'records'>} read @returns {Session} */
  const begin = (store, read) => {
    const onFull = () => {
      if (!open) return;
      open.work.here.full = true;
      tellState();
    };
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let gathering;
    const onKept = () => {
      tellState();
      clearTimeout(gathering);
      gathering = setTimeout(() => open?.loop.nudge(), GATHER_MS);
    };
    const begun = workWith({ store, ...read, emit, onFull, onKept });
    const session = openSession(store, transport, (generation) =>
      noteGeneration(store, generation),
    );
    const sync = createSync(store, session.ask, {
      async hasReads() {
        await open?.log?.written();
        return begun.here.reads;
      },
      onReads(waiting) {
        begun.here.reads = waiting;
      },
      onPhase(phase) {
        if (open) open.phase = phase;
        tellState();
      },
      onFiled: (subjects) => void filed(begun, subjects),
      onFull,
    });
    const loop = createLoop({
      sync,
      onChange: tellState,
      onRefused: (code) => void refused(/** @type {any} */ (code)),
    });
    let listStands = () => {};
    /** @type {Promise<void>} */
    const stands = new Promise((resolve) => {
      listStands = resolve;
    });
    open = {
      work: begun,
      people,
      loop,
      log: null,
      session,
      phase: null,
      isListed: false,
      listStands,
    };
    const isOpen = () => open?.work === begun;
    void afterOpening(begun, loop, stands, isOpen).catch((error) => {
      // Locked before it was done: what it stood on is closed.
      if (isOpen()) throw error;
    });
    const { staff, county, lease_until } = store.state;
    const { name, time_zone, lease_days } = county;
    return {
      device: store.device,
      staff,
      county: { name, time_zone, lease_days },
      today: todayOf(store.state),
      lease_until,
    };
  };

  /** @param {Work} begun @param {Set<string>} subjects */
  const filed = async (begun, subjects) => {
    begun.indexChanged();
    if (begun.store.entries.length > 0) await (await loadRows()).relayRows(begun, subjects);
    if (begun.here.drafts?.size) await (await loadCalls()).followMoved(begun);
    if (Object.keys(begun.store.day.tried).length > 0)
      await (await loadCalls()).followVisits(begun, subjects);
    emit('round', null);
    for (const subject of subjects) emit('folder', { subject });
    tellState();
  };

  const read = async () => {
    const loaded = await definitions();
    const isHousehold = (/** @type {string} */ form) =>
      loaded.forms.get(form)?.about === 'household';
    return { loaded, isHousehold };
  };

  const status = async () => {
    const live = await leader.lead();
    const list = await people.list();
    // The other tab goes on writing: once this one works, it reads anew.
    if (!live) people.reset();
    return { live, people: list, unlocked: open?.work.store.device ?? null };
  };

  return {
    ...calledLater(opened),
    status,
    async takeOver() {
      await leader.takeOver();
      return status();
    },
    async letGo() {
      open?.loop.stop();
      // What is being written is written to its end.
      await open?.work.store.turn(async () => undefined);
      await open?.log?.written();
      // Where nobody answers at once the session runs out by itself: locking waits for no signal.
      await Promise.race([Promise.allSettled([open?.session.end()]), pause(GOODBYE_MS)]);
      if (open) close('asked');
      people.reset();
      leader.letGo();
    },
    reach: async () => (await import('./enrolment.js')).reach(transport),
    /** @param {Enrolment} enrolment */
    async enrol(enrolment) {
      if (!(await leader.lead())) throw new NotOpen('not_live');
      const [{ enrol }, { loaded, isHousehold }] = await Promise.all([
        import('./enrolment.js'),
        read(),
      ]);
      return begin(await enrol(people, enrolment, transport, isHousehold), loaded);
    },
    /** @param {string} device @param {string} pin */
    async unlock(device, pin) {
      if (!(await leader.lead())) throw new NotOpen('not_live');
      const { loaded, isHousehold } = await read();
      return begin(await unlock(people, device, pin, isHousehold), loaded);
    },
    /** @param {{ offset?: number, limit?: number, today?: string }} [options] */
    async round({ offset = 0, limit = SLICE, today } = {}) {
      const given = dayOf(work());
      const { stops, ...whole } = roundOf(work().residents(), {
        ...given,
        ...(today && { today }),
      });
      opened().isListed ||= whole.residents > 0 || work().store.state.complete;
      return {
        today: given.today,
        ...whole,
        total: stops.length,
        stops: stops.slice(offset, offset + limit),
      };
    },
    /** @param {Draft[]} drafts */
    async putDrafts(drafts) {
      const isKept = await (await loadDrafts()).putDrafts(work(), drafts);
      tellState();
      return isKept;
    },
    /** @param {string} document @param {string} form */
    getDraft: async (document, form) => (await loadDrafts()).getDraft(work(), document, form),
    /** Asked for when the list is drawn. */
    async listDrafts() {
      if (opened().isListed) opened().listStands();
      return (await loadDrafts()).listDrafts(work());
    },
    /** @param {string} document @param {string} form */
    removeDraft: async (document, form) =>
      (await loadDrafts()).dropDraft(work(), document, form),
    async syncNow() {
      await opened().loop.now();
      return state();
    },
    /** There is a reason to hope: the line came back, or somebody looks at the phone. */
    async nudge() {
      open?.loop.nudge();
    },
    state: async () => state(),
    /** @param {string} [device] Also of a store that is locked, or dropped */
    async capsule(device) {
      const wanted = device ?? work().store.device;
      const { capsuleOf } = await import('./capsule.js');
      return capsuleOf((await people.storeOf(wanted)).db, await people.one(wanted));
    },
    areas: async () => work().store.scope.areas,
    staff: async () => work().store.scope.staff,
  };
}

/** The code of the later calls, and of what makes rows anew, lies on this phone. */
const loadCalls = () => import('./calls.js');
const loadDrafts = () => import('./drafts.js');
const loadRows = () => import('./rows.js');

/**
 * @param {() => Opened} opened
 * @returns {Record<typeof LATER[number], (...args: any[]) => Promise<any>>}
 */
const calledLater = (opened) =>
  /** @type {any} */ (
    Object.fromEntries(
      LATER.map((name) => [
        name,
        async (/** @type {any[]} */ ...args) => {
          const open = opened();
          open.listStands();
          const calls = /** @type {Record<string, any>} */ (await loadCalls());
          return calls[name](open, ...args);
        },
      ]),
    )
  );

/**
 * What can wait until the list stands: the first sync begins, the code of the next taps is
 * loaded, drafts are counted, and rows of days gone by are made anew.
 *
 * @param {Work} work
 * @param {Loop} loop
 * @param {Promise<void>} listStands On a new phone it is the sync that brings a list
 * @param {() => boolean} isOpen Once it is locked nothing is begun any more
 */
async function afterOpening(work, loop, listStands, isOpen) {
  await pause(AFTER_LIST_MS);
  if (!isOpen()) return;
  loop.nudge();
  await listStands;
  if (!isOpen()) return;
  const { followMoved } = await loadCalls();
  if (!work.here.drafts) await (await loadDrafts()).listDrafts(work);
  if (work.here.drafts?.size) await followMoved(work);
  await (await loadRows()).renewRows(work);
  if (isOpen() && !(await layBallast())) work.onFull();
}
