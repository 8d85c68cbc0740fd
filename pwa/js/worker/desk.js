// Answers the page's calls. The only file that knows both the store and when to sync.
import { layBallast } from '../db/ballast.js';
import { createLoop } from '../sync/loop.js';
import { noteGeneration } from '../sync/generation.js';
import { openSession } from '../sync/session.js';
import { createSync } from '../sync/sync.js';
import { todayOf } from '../sync/clock.js';
import { capsuleOf } from './capsule.js';
import { buildingOf, doorsOf } from './doors.js';
import { dropDraft, getDraft, listDrafts, putDrafts } from './drafts.js';
import { keep } from './keeping.js';
import {
  draftsOf,
  openArchives,
  openConflicts,
  openHousehold,
  openResident,
} from './open_folder.js';
import { changePin, enrol, peopleOf, revoke, unlock } from './people.js';
import { readsLog } from './reads.js';
import { foundResident } from './residents.js';
import { roundOf } from './round.js';
import { relayRows, renewRows } from './rows.js';
import { search, searchHouseholds, twins } from './search.js';
import {
  needsAttention,
  recordState,
  recordStates,
  shown,
  standingEntries,
  syncState,
} from './sync_state.js';
import { workWith } from './work.js';

/** @typedef {import('../sync/loop.js').Loop} Loop */
/** @typedef {import('../sync/open_store.js').OpenStore} OpenStore */
/** @typedef {import('./work.js').Work} Work */

/** How many rows cross the bridge at once, where the page does not say. */
const SLICE = 40;
/** After an entry others often follow: they go together. */
const GATHER_MS = 1_500;
/** So long a lock waits for the centre to end the session. */
const GOODBYE_MS = 500;
/** The list comes first. */
const AFTER_LIST_MS = 300;

/** @param {number} wait_ms */
const pause = (wait_ms) => new Promise((resolve) => setTimeout(resolve, wait_ms));

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
  /** @type {{ work: Work, loop: Loop, log: ReturnType<typeof readsLog>, session: ReturnType<typeof openSession>, phase: 'sending' | 'receiving' | null } | null} */
  let open = null;

  const opened = () => {
    if (!open) throw new NotOpen('locked');
    return open;
  };
  const work = () => opened().work;
  const state = () => syncState(work(), opened().loop.state, opened().phase);
  const tellState = () => open && emit('state', state());
  const dayOf = () => {
    const { store } = work();
    return { today: todayOf(store.state), day: store.day, stateOf: recordStates(work()) };
  };

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
    const log = readsLog(begun);
    const session = openSession(store, transport, (generation) =>
      noteGeneration(store, generation),
    );
    const sync = createSync(store, session.ask, {
      hasReads: () => begun.here.reads,
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
    open = { work: begun, loop, log, session, phase: null };
    void afterOpening(begun, loop).catch((error) => {
      // Locked before it was done: what it stood on is closed.
      if (open?.work === begun) throw error;
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
    await relayRows(begun, subjects);
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
    status,
    async takeOver() {
      await leader.takeOver();
      return status();
    },
    async letGo() {
      open?.loop.stop();
      // What is being written is written to its end.
      await open?.work.store.turn(async () => undefined);
      await open?.log.written();
      // Where nobody answers at once the session runs out by itself: locking waits for no signal.
      await Promise.race([Promise.allSettled([open?.session.end()]), pause(GOODBYE_MS)]);
      if (open) close('asked');
      people.reset();
      leader.letGo();
    },
    /** @param {Enrolment} enrolment */
    async enrol(enrolment) {
      if (!(await leader.lead())) throw new NotOpen('not_live');
      const { loaded, isHousehold } = await read();
      return begin(await enrol(people, enrolment, transport, isHousehold), loaded);
    },
    /** @param {string} device @param {string} pin */
    async unlock(device, pin) {
      if (!(await leader.lead())) throw new NotOpen('not_live');
      const { loaded, isHousehold } = await read();
      return begin(await unlock(people, device, pin, isHousehold), loaded);
    },
    /** @param {string} pin @param {string} next */
    changePin: (pin, next) => changePin(people, work().store.device, pin, next),
    /** @param {{ offset?: number, limit?: number, today?: string }} [options] */
    async round({ offset = 0, limit = SLICE, today } = {}) {
      const given = dayOf();
      const { stops, counts, residents } = roundOf(work().residents(), {
        ...given,
        ...(today && { today }),
      });
      return {
        today: given.today,
        counts,
        residents,
        households: stops.length,
        total: stops.length,
        stops: stops.slice(offset, offset + limit),
      };
    },
    /** @param {string} text @param {{ limit?: number }} [options] */
    async search(text, { limit = SLICE } = {}) {
      const residents = work().residents();
      return search(residents.people.values(), text, limit).map(({ row, by }) =>
        foundResident(residents, row, by),
      );
    },
    /** @param {string} text @param {{ limit?: number }} [options] @returns {Promise<FoundHousehold[]>} */
    async searchHouseholds(text, { limit = SLICE } = {}) {
      const { households, members } = work().residents();
      return searchHouseholds(households.values(), members, text, limit).map(
        ({ id, area, door }) => ({
          household: id,
          area,
          door,
          members: (members.get(id) ?? []).map(
            ({ id: resident, name = null, birth_date = null }) => ({
              resident,
              name,
              birth_date,
            }),
          ),
        }),
      );
    },
    /** @param {DocumentBody} body */
    async twins(body) {
      const residents = work().residents();
      return twins(residents.people.values(), body).map((row) =>
        foundResident(residents, row, 'twin'),
      );
    },
    doors: async () => doorsOf(work().residents(), dayOf()),
    /** @param {import('./doors.js').Place} place */
    building: async (place) => buildingOf(work().residents(), dayOf(), place),
    /** @param {string} subject @param {{ lane?: string, reason?: string }} [options] */
    async openFolder(subject, { lane = 'record', reason } = {}) {
      const folder = await openResident(work(), subject, lane);
      if (folder.resident) void opened().log.note(subject, lane, reason ?? null);
      return { ...folder, drafts: await draftsKnown(work(), subject) };
    },
    /** @param {string} household */
    async openHousehold(household) {
      const folder = await openHousehold(work(), household);
      return { ...folder, drafts: await draftsKnown(work(), household) };
    },
    /** @param {string} subject @param {{ lane?: string }} [options] */
    archives: (subject, { lane } = {}) => openArchives(work(), subject, lane),
    /** @param {string} subject @param {{ before?: string }} [options] @returns {Promise<WrittenHistory>} */
    async history(subject, { before } = {}) {
      const after = before ? `?before=${before}` : '';
      const heard = await opened().session.ask(`/residents/${subject}/history${after}`);
      return JSON.parse(heard.text);
    },
    /** @param {Keeping[]} keepings @param {{ draft?: { document: string, form: string } }} [options] */
    keep: (keepings, options) => keep(work(), keepings, options),
    /** @param {Draft[]} drafts */
    async putDrafts(drafts) {
      const isKept = await putDrafts(work(), drafts);
      tellState();
      return isKept;
    },
    /** @param {string} document @param {string} form */
    getDraft: (document, form) => getDraft(work(), document, form),
    listDrafts: () => listDrafts(work()),
    /** @param {string} document @param {string} form */
    removeDraft: (document, form) => dropDraft(work(), document, form),
    async syncNow() {
      await opened().loop.now();
      return state();
    },
    /** There is a reason to hope: the line came back, or somebody looks at the phone. */
    async nudge() {
      open?.loop.nudge();
    },
    state: async () => state(),
    /** @param {string} subject */
    recordState: async (subject) => recordState(work(), subject),
    /** @param {{ offset?: number, limit?: number }} [options] */
    outbox: async ({ offset = 0, limit = SLICE } = {}) =>
      standingEntries(work())
        .slice(offset, offset + limit)
        .map((entry) => shown(work(), entry)),
    needsAttention: async () => needsAttention(work()),
    conflicts: () => openConflicts(work()),
    /** @param {string} [device] Also of a store that is locked, or dropped */
    async capsule(device) {
      const wanted = device ?? work().store.device;
      return capsuleOf((await people.storeOf(wanted)).db, await people.one(wanted));
    },
    areas: async () => work().store.scope.areas,
    staff: async () => work().store.scope.staff,
  };
}

/** Drafts are asked for only where there are any. @param {Work} work @param {string} subject */
const draftsKnown = (work, subject) =>
  work.here.drafts?.size === 0 ? [] : draftsOf(work, subject);

/**
 * What can wait until the list stands: drafts are counted, rows of days gone by are made anew,
 * and the first sync begins.
 *
 * @param {Work} work
 * @param {Loop} loop
 */
async function afterOpening(work, loop) {
  await pause(AFTER_LIST_MS);
  loop.nudge();
  if (!work.here.drafts) await listDrafts(work);
  await renewRows(work);
  if (!(await layBallast())) work.onFull();
}
