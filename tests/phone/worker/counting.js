// Counts what an app asks of IndexedDB: each call costs, whatever it carries.
import 'fake-indexeddb/auto';

const READS = ['get', 'getAll', 'getAllKeys', 'getKey', 'count', 'openCursor'];
const WRITES = ['put', 'add', 'delete', 'clear'];
const counted = { reads: 0, writes: 0, transactions: [] };

for (const kind of [IDBObjectStore, IDBIndex]) {
  for (const [names, key] of [
    [READS, 'reads'],
    [WRITES, 'writes'],
  ]) {
    for (const name of names.filter((one) => kind.prototype[one])) {
      const original = kind.prototype[name];
      kind.prototype[name] = function count(...args) {
        counted[key] += 1;
        return original.apply(this, args);
      };
    }
  }
}
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function count(stores, mode = 'readonly', options = {}) {
  const durability = options.durability ?? 'default';
  counted.transactions.push({ of: this.name, stores: [stores].flat(), mode, durability });
  return begin.call(this, stores, mode, options);
};

/**
 * @param {() => Promise<any>} work
 * @returns {Promise<{ reads: number, writes: number, writing: { of: string, stores: string[], durability: string }[] }>}
 */
export async function countOf(work) {
  Object.assign(counted, { reads: 0, writes: 0, transactions: [] });
  await work();
  const { reads, writes, transactions } = counted;
  return { reads, writes, writing: transactions.filter(({ mode }) => mode === 'readwrite') };
}
