// What the calls of an unlocked phone work with.
import { residentsOf } from './residents.js';

/** @typedef {import('../forms/load.js').Form} Form */
/** @typedef {import('../sync/open_store.js').OpenStore} OpenStore */
/** @typedef {import('./residents.js').Residents} Residents */

/** @typedef {import('../forms/records.js').Records} Records */
/**
 * The reader of records, whose answers may come later.
 *
 * @typedef {{ [Of in keyof Records]: (given: Parameters<Records[Of]>[0]) => ReturnType<Records[Of]> | Promise<ReturnType<Records[Of]>> }} RecordsLater
 */

/**
 * What is here beside the records: drafts with their rows (null: not looked for yet), folders opened that the centre was not told
 * of, and whether the ballast is gone.
 *
 * @typedef {{ drafts: Map<string, string> | null, reads: boolean, full: boolean }} Here
 */

/** How many rows cross the bridge at once, where the page does not say. */
export const SLICE = 40;

/**
 * @typedef {object} Work
 * @property {OpenStore} store
 * @property {ReadonlyMap<string, Form>} forms
 * @property {RecordsLater} records
 * @property {<K extends keyof BridgeEvents>(name: K, detail: BridgeEvents[K]) => void} emit
 * @property {() => void} onFull The ballast is given up
 * @property {() => void} onKept Something waits to be sent
 * @property {() => Residents} residents Made anew after each change of the index
 * @property {() => void} indexChanged
 * @property {Here} here
 */

/**
 * @param {Pick<Work, 'store' | 'forms' | 'records' | 'emit' | 'onFull' | 'onKept'>} given
 * @returns {Work}
 */
export function workWith(given) {
  /** @type {Residents | null} */
  let residents = null;
  return {
    ...given,
    residents: () => (residents ??= residentsOf(given.store)),
    indexChanged() {
      residents = null;
    },
    // Until they have been looked for, folders may have been opened that nobody was told of; but none
    // before anything was pulled.
    here: { drafts: null, reads: given.store.state.cursor !== null, full: false },
  };
}
