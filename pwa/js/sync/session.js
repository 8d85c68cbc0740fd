// The phone's session with the centre: fifteen minutes, opened by signing a nonce.
import { signNonce } from '../seal/signature.js';
import { offsetOf } from './clock.js';
import { NoAnswer, saidIn } from './transport.js';

/** @typedef {import('./open_store.js').OpenStore} OpenStore */
/** @typedef {import('./transport.js').Asked} Asked */
/** @typedef {import('./transport.js').Heard} Heard */
/** @typedef {import('./transport.js').Transport} Transport */

/**
 * Asks as this device. The token lives in memory only; where it has expired the phone signs
 * again, once, and asks again.
 *
 * @typedef {(path: string, asked?: Asked) => Promise<Heard>} Ask
 */

/**
 * @param {OpenStore} store
 * @param {Transport} transport
 * @param {(generation: string) => void} onGeneration
 * @returns {{ ask: Ask, end: () => Promise<void> }} end: nobody can ask with this token any more
 */
export function openSession(store, transport, onGeneration) {
  /** @type {string | null} */
  let token = null;

  const sign = async () => {
    const path = `/devices/${store.device}`;
    const { nonce } = saidIn(await transport(`${path}/nonce`, { method: 'POST' }));
    const signature = await signNonce(store.signingKey, store.device, nonce);
    const heard = await transport(`${path}/session`, { json: { nonce, signature } });
    const opened = saidIn(heard);
    store.state.lease_until = opened.lease_until;
    store.state.offset_ms = offsetOf(opened.now, heard.sent_at, heard.received_at);
    store.state.staff = { ...store.state.staff, ...opened.staff };
    onGeneration(opened.generation);
    token = opened.token;
  };

  /** @type {Ask} */
  const ask = async (path, asked = {}) => {
    const isNew = token === null;
    if (isNew) await sign();
    try {
      return await transport(path, { ...asked, token });
    } catch (error) {
      if (!(error instanceof NoAnswer && error.code === 'session')) throw error;
      token = null;
      if (isNew) throw error;
    }
    await sign();
    return transport(path, { ...asked, token });
  };
  return {
    ask,
    async end() {
      if (token)
        await transport(`/devices/${store.device}/session`, { method: 'DELETE', token });
    },
  };
}
