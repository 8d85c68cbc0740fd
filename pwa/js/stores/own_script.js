// The one way in which an address becomes a script: only files of our own, as the security policy asks.

/** @typedef {{ createScriptURL(url: string): any }} Policy */

/** @returns {Policy | null} Null where the browser knows no Trusted Types */
function makePolicy() {
  const types = /** @type {any} */ (self).trustedTypes;
  return (
    types?.createPolicy('doorstep', {
      /** @param {string} url */
      createScriptURL(url) {
        if (!url.startsWith('/') || url.startsWith('//')) throw new TypeError('not our own');
        return url;
      },
    }) ?? null
  );
}

const policy = makePolicy();

/**
 * Lets a file of this app be started as a script.
 *
 * @param {string} url A path on this server
 * @returns {any} What Worker and serviceWorker.register take
 * @throws {TypeError} when the address leads elsewhere
 */
export const ownScript = (url) => (policy ? policy.createScriptURL(url) : url);
