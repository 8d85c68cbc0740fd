// Whether this browser can hold records safely: each part is tried, none is believed by its name.

/**
 * What is missing, in codes that the first page has sentences for; an empty list: nothing.
 *
 * @returns {Promise<string[]>}
 */
export async function whatIsMissing() {
  // Without https a browser hides the other parts: an old one is not told from a new one.
  if (!isSecureContext) return ['secure_context'];
  const lacking = [];
  if (!('serviceWorker' in navigator)) lacking.push('service_worker');
  if (!globalThis.crypto?.subtle) lacking.push('crypto');
  if (typeof Worker === 'undefined') lacking.push('worker');
  if (!(await canStore())) lacking.push('storage');
  return lacking;
}

/** Whether a database can be opened: in some private windows the interface is there and refuses. */
function canStore() {
  return new Promise((resolve) => {
    if (!globalThis.indexedDB) return resolve(false);
    const asked = indexedDB.open('doorstep-browser-test');
    asked.onerror = () => resolve(false);
    asked.onsuccess = () => {
      asked.result.close();
      indexedDB.deleteDatabase('doorstep-browser-test');
      resolve(true);
    };
  });
}

/** Asks the browser never to clear by itself what is stored. @returns {Promise<boolean>} Whether it agrees */
export const askToKeep = async () => (await navigator.storage?.persist?.()) ?? false;
