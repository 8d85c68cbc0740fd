// What Chrome 80 lacks of the language's own methods, no more than is used. Put in by the build.

/**
 * @param {any} prototype
 * @param {string} name
 * @param {Function} method
 */
function provide(prototype, name, method) {
  if (prototype[name]) return;
  Object.defineProperty(prototype, name, { value: method, configurable: true, writable: true });
}

for (const prototype of [Array.prototype, String.prototype]) {
  provide(
    prototype,
    'at',
    /** @this {any} */ function at(/** @type {number} */ place) {
      return this[place < 0 ? this.length + place : place];
    },
  );
}
provide(
  Array.prototype,
  'findLast',
  /** @this {any[]} */ function findLast(/** @type {(one: any) => boolean} */ fits) {
    return [...this].reverse().find((one) => fits(one));
  },
);
provide(
  String.prototype,
  'replaceAll',
  /** @this {string} */ function replaceAll(
    /** @type {string | RegExp} */ what,
    /** @type {any} */ by,
  ) {
    return typeof what === 'string' ? this.split(what).join(by) : this.replace(what, by);
  },
);
provide(Object, 'hasOwn', (/** @type {object} */ one, /** @type {string} */ key) =>
  Object.prototype.hasOwnProperty.call(one, key),
);

// Bodies are JSON: what a copy through text keeps is all that there is.
globalThis.structuredClone ??= /** @type {any} */ (
  (/** @type {unknown} */ value) => JSON.parse(JSON.stringify(value))
);
