// Opens the databases: the phone's register of people, each person's store, and the ballast.
import { openDB } from 'idb';

/** @typedef {import('idb').IDBPDatabase} Database */

const VERSION = 1;
const PHONE = 'doorstep';

/** @param {string} device */
const nameOf = (device) => `doorstep.${device}`;

/** A newer version of the app has been here: this one must be updated, and deletes nothing. */
export class StoreNewer extends Error {
  constructor() {
    super('the store is newer than the app');
    this.name = 'StoreNewer';
  }
}

/** An old tab keeps the store open, so that it cannot be brought to this version. */
export class StoreBlocked extends Error {
  constructor() {
    super('another tab holds the store in an older version');
    this.name = 'StoreBlocked';
  }
}

/**
 * @param {string} name
 * @param {(db: Database) => void} build Additive: older rows stay readable
 * @param {() => void} onStale Another tab wants a newer version: this one has let go
 * @returns {Promise<Database>}
 */
function open(name, build, onStale) {
  return new Promise((resolve, reject) => {
    openDB(name, VERSION, {
      upgrade: (db) => build(db),
      blocked: () => reject(new StoreBlocked()),
      // An open old tab would block the upgrade as long as it lives.
      blocking(_current, _wanted, event) {
        /** @type {IDBDatabase} */ (event.target).close();
        onStale();
      },
      terminated: onStale,
    }).then(resolve, (error) =>
      reject(error.name === 'VersionError' ? new StoreNewer() : error),
    );
  });
}

/**
 * The register of this phone: its id, and whose stores are on it.
 *
 * @param {() => void} [onStale]
 * @returns {Promise<Database>}
 * @throws {StoreNewer | StoreBlocked}
 */
export const openPhone = (onStale = () => {}) =>
  open(
    PHONE,
    (db) => {
      db.createObjectStore('phone');
      db.createObjectStore('people', { keyPath: 'device' });
    },
    onStale,
  );

/**
 * One person's store. All of it in one database: entry, draft and cursor share transactions.
 *
 * @param {string} device
 * @param {() => void} [onStale]
 * @returns {Promise<Database>}
 * @throws {StoreNewer | StoreBlocked}
 */
export const openStore = (device, onStale = () => {}) =>
  open(
    nameOf(device),
    (db) => {
      db.createObjectStore('meta', { keyPath: 'key' });
      db.createObjectStore('outbox', { keyPath: 'seq' });
      db.createObjectStore('kept', { keyPath: 'seq' }).createIndex('day', 'day');
      for (const store of ['folders', 'archives']) {
        const rows = db.createObjectStore(store, { keyPath: 'id' });
        rows.createIndex('feeds', 'feeds', { multiEntry: true });
      }
      db.createObjectStore('index', { keyPath: 'id' });
      db.createObjectStore('drafts', { keyPath: 'id' });
      db.createObjectStore('reads', { keyPath: 'id' });
    },
    onStale,
  );
