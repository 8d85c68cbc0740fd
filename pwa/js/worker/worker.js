// The worker: holds the key, the index and the sync, away from the page's thread.
//
// Started with the address of the compiled definitions as its name:
// `new Worker(url, { type: 'module', name: '/forms-….json' })`.
import { openPhone } from '../db/open.js';
import { loadForms } from '../forms/load.js';
import { createLeader } from '../sync/leader.js';
import { createTransport } from '../sync/transport.js';
import { createDesk } from './desk.js';
import { answer } from './answers.js';

const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @type {import('./work.js').Work['emit']} */
const emit = (event, detail) => scope.postMessage({ event, detail });

/**
 * The reader of records, whose code is fetched from this phone when a folder is first opened or an
 * entry kept: the first list is drawn without it.
 *
 * @param {ReadonlyMap<string, import('../forms/load.js').Form>} forms
 * @param {Record<string, any>} schedule
 * @returns {import('./work.js').RecordsLater}
 */
function recordsWhenAsked(forms, schedule) {
  /** @type {Promise<import('../forms/records.js').Records> | undefined} */
  let made;
  const make = () =>
    import('../forms/records.js').then((all) => all.createRecords(forms, schedule));
  // What could not be fetched is asked for again, not given up until the app is closed.
  const reader = () =>
    (made ??= make().catch((error) => {
      made = undefined;
      throw error;
    }));
  return {
    frontPage: async (facts) => (await reader()).frontPage(facts),
    indexRow: async (facts) => (await reader()).indexRow(facts),
    tasks: async (facts) => (await reader()).tasks(facts),
    consequences: async (cause) => (await reader()).consequences(cause),
  };
}

/** Asked for at once, needed at the unlocking. */
const definitions = fetch(scope.name).then(async (response) => {
  const compiled = await response.json();
  const forms = loadForms(compiled);
  return { forms, records: recordsWhenAsked(forms, compiled.schedule) };
});

/** Calls that come before the register is open wait for it. */
const desk = openPhone(() => emit('update', { required: true })).then((phone) =>
  createDesk({
    phone,
    transport: createTransport((...request) => fetch(...request)),
    definitions: () => definitions,
    leader: createLeader({
      onAsked: () => emit('taking', null),
      onTaken() {
        emit('locked', { reason: 'taken' });
        scope.close();
      },
    }),
    emit,
  }),
);

scope.onmessage = ({ data: { call, name, args } }) => {
  void answer(desk, name, args).then((said) => scope.postMessage({ call, ...said }));
};
scope.addEventListener('online', () => void answer(desk, 'nudge', []));
