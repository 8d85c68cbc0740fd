// Stands before the worker's own code: notes what it asks of IndexedDB, and when.
globalThis.asked = [];
const note = (what) =>
  globalThis.asked.push({ ...what, at: performance.timeOrigin + performance.now() });

for (const kind of [IDBObjectStore, IDBIndex]) {
  for (const name of ['get', 'getAll', 'getAllKeys', 'getKey', 'count', 'openCursor']) {
    const original = kind.prototype[name];
    kind.prototype[name] = function count(...given) {
      note({ read: `${this.name}.${name}` });
      return original.apply(this, given);
    };
  }
}
for (const name of ['put', 'add', 'delete', 'clear']) {
  const original = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function count(...given) {
    note({ write: `${this.name}.${name}` });
    return original.apply(this, given);
  };
}
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function count(stores, mode = 'readonly', options = {}) {
  if (mode === 'readwrite')
    note({ writing: options.durability ?? 'default', stores: [stores].flat() });
  return begin.call(this, stores, mode, options);
};
