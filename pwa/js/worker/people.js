// Who has a store on this phone: the PIN, and what too many wrong ones do.
import { withRoom } from '../db/ballast.js';
import { dropCache } from '../db/cache.js';
import { readMeta, writeMeta } from '../db/meta.js';
import { openStore } from '../db/open.js';
import { phoneId, putPerson, readPeople } from '../db/phone.js';
import { writerTo } from '../seal/county.js';
import { changeLock, MOST_WRONG_PINS, openLock, pauseAfter, ROUNDS } from '../seal/keys.js';
import { openSigningKey } from '../seal/signature.js';
import { loadStore, sealerOf } from '../sync/open_store.js';
import { inTurn } from '../sync/turns.js';

/** @typedef {import('idb').IDBPDatabase} Database */
/** @typedef {import('../db/phone.js').PersonRow} PersonRow */
/** @typedef {import('../sync/open_store.js').OpenStore} OpenStore */

/** A PIN that is not taken, or not yet: `pause` says until when. */
export class PinRefused extends Error {
  /** @param {'wrong_pin' | 'pause' | 'cache_dropped' | 'short_pin'} code @param {Json} [detail] */
  constructor(code, detail = null) {
    super(code);
    this.name = 'PinRefused';
    this.code = code;
    this.detail = detail;
  }
}

/**
 * The stores of this phone, opened once, and what stands unsealed in them.
 *
 * @param {Database} phone
 * @param {() => void} onStale
 */
export function peopleOf(phone, onStale) {
  /** @type {Map<string, { db: Database, meta: Record<string, any> }>} */
  const opened = new Map();

  /** @param {string} device */
  const storeOf = async (device) => {
    let store = opened.get(device);
    if (!store) {
      const db = await openStore(device, onStale);
      store = { db, meta: await readMeta(db) };
      opened.set(device, store);
    }
    return store;
  };
  /** @type {PersonRow[] | null} */
  let rows = null;
  const readRows = async () => (rows ??= await readPeople(phone));
  return {
    storeOf,
    /** One PIN after the other: none is tried before the one before was counted. */
    turn: inTurn(),
    /** @param {string} device @returns {Promise<PersonRow>} */
    async one(device) {
      const person = (await readRows()).find((row) => row.device === device);
      if (!person) throw new RangeError(`nobody on this phone has the device ${device}`);
      return person;
    },
    phoneId: () => phoneId(phone),
    /** @param {PersonRow} row */
    async put(row) {
      // Nobody is kept out because photographs have filled the phone overnight.
      await withRoom(
        () => putPerson(phone, row),
        () => undefined,
      );
      const others = (await readRows()).filter(({ device }) => device !== row.device);
      rows = [...others, row];
    },
    /** @returns {Promise<Person[]>} */
    list: async () =>
      Promise.all(
        (await readRows()).map(async (row) => {
          const { meta } = await storeOf(row.device);
          return { ...row, locked_until: pausedUntil(row), unsent: meta.count?.open ?? 0 };
        }),
      ),
    /** @param {string} device What was read of it is read again. */
    forget: (device) => opened.delete(device),
    /** Lets go of every store: whatever was read may be old when it is asked for again. */
    reset() {
      opened.forEach(({ db }) => db.close());
      opened.clear();
      rows = null;
    },
  };
}

/** @typedef {ReturnType<typeof peopleOf>} People */

/**
 * A person's store, with the key that the PIN has given.
 *
 * @param {People} people
 * @param {string} device
 * @param {CryptoKey} dataKey
 * @param {OpenStore['isHousehold']} isHousehold
 * @returns {Promise<OpenStore>}
 */
export async function openWith(people, device, dataKey, isHousehold) {
  const { db, meta } = await people.storeOf(device);
  const sealer = sealerOf(dataKey);
  const [signingKey, state] = await Promise.all([
    openSigningKey(dataKey, device, meta.signing),
    sealer.open('meta', 'state', meta.state),
  ]);
  const writeLetter = await writerTo(state.county, device, signingKey);
  const parts = { db, device, signingKey, writeLetter, isHousehold, ...sealer };
  return loadStore(parts, state, meta);
}

/**
 * Opens a person's store with the PIN.
 *
 * A try is counted before it is made, so that a killed app does not forget it. After ten wrong
 * ones what can be read is dropped, with the wrapped key; the outbox stays, sealed for the
 * centre.
 *
 * @param {People} people
 * @param {string} device
 * @param {string} pin
 * @param {OpenStore['isHousehold']} isHousehold
 * @returns {Promise<OpenStore>}
 * @throws {PinRefused}
 */
export async function unlock(people, device, pin, isHousehold) {
  const dataKey = await tryPin(people, device, (lock) => openLock(pin, lock));
  const { db, meta } = await people.storeOf(device);
  if (meta.lock.rounds < ROUNDS) {
    await writeMeta(db, { lock: await changeLock(pin, pin, meta.lock) });
  }
  return openWith(people, device, dataKey, isHousehold);
}

/**
 * Until when no PIN is taken; 0 where the clock has been set back: a pause of seconds would last
 * until the day that it showed before.
 *
 * @param {PersonRow} person
 */
const pausedUntil = ({ wrong_pins, locked_until }) =>
  locked_until - Date.now() > pauseAfter(wrong_pins) ? 0 : locked_until;

/**
 * Tries a PIN.
 *
 * @template T
 * @param {People} people
 * @param {string} device
 * @param {(lock: import('../seal/keys.js').Lock) => Promise<T>} open
 * @returns {Promise<T>}
 */
export const tryPin = (people, device, open) => people.turn(() => tryOne(people, device, open));

/**
 * @template T
 * @param {People} people
 * @param {string} device
 * @param {(lock: import('../seal/keys.js').Lock) => Promise<T>} open
 * @returns {Promise<T>}
 */
async function tryOne(people, device, open) {
  const person = await people.one(device);
  const { db, meta } = await people.storeOf(device);
  if (!person.readable || !meta.lock) throw new PinRefused('cache_dropped');
  const until = pausedUntil(person);
  if (until > Date.now()) throw new PinRefused('pause', { until });
  const wrong_pins = person.wrong_pins + 1;
  const counted = { ...person, wrong_pins, locked_until: Date.now() + pauseAfter(wrong_pins) };
  await people.put(counted);
  try {
    const found = await open(meta.lock);
    await people.put({ ...person, wrong_pins: 0, locked_until: 0 });
    return found;
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'WrongPin') throw error;
  }
  if (wrong_pins >= MOST_WRONG_PINS) {
    await closeStore(people, db, counted);
    throw new PinRefused('cache_dropped');
  }
  const left = MOST_WRONG_PINS - wrong_pins;
  throw new PinRefused('wrong_pin', { left, until: counted.locked_until });
}

/**
 * Drops what can be read of a person's store; unsent work stays, for the centre alone.
 *
 * @param {People} people
 * @param {Database} db
 * @param {PersonRow} person
 */
async function closeStore(people, db, person) {
  await dropCache(db);
  await people.put({ ...person, readable: false });
  people.forget(person.device);
}

/**
 * A revoked device: its next contact with the centre is its last.
 *
 * @param {People} people
 * @param {string} device
 */
export async function revoke(people, device) {
  const { db } = await people.storeOf(device);
  await closeStore(people, db, await people.one(device));
}
