// The phones of one's people, in the centre's order; withdrawing, reporting lost, a slip for a new one.
import { signal } from '@preact/signals';
import { ask } from './ask.js';
import { attempt } from './session.js';

/** @typedef {{ device: string, staff: { id: string, name: string }, shared_with: string[], enrolled_at: string, heard_at: string, lease_until: string, silent: boolean, missing: number, copied: boolean, lost: boolean, revoked_at: string | null, rejected: number, held: number, waiting: number, app_version: string }} DeskPhone */

/** @type {import('@preact/signals').Signal<DeskPhone[] | null>} */
export const phones = signal(null);

/** A slip that was just issued: shown once, kept nowhere. @type {import('@preact/signals').Signal<{ staff: string, code: string } | null>} */
export const slip = signal(null);

export async function readPhones() {
  const read = await attempt(() => ask('GET', '/phones'));
  if (read) phones.value = read;
}

/** @param {string} device @param {'revocation' | 'loss'} how */
export async function withdraw(device, how) {
  await attempt(() => ask('POST', `/phones/${device}/${how}`));
  await readPhones();
}

/** @param {string} staff */
export async function issueSlip(staff) {
  const issued = await attempt(() => ask('POST', '/devices/slips', { staff }));
  if (issued) slip.value = { staff, code: issued.code };
}

/**
 * How a phone stands, the worst of it. `attention`: its entries, or it, must be looked at;
 * `waits`: entries wait at the centre, and nobody needs to do anything.
 *
 * @param {DeskPhone} phone
 * @returns {'withdrawn' | 'attention' | 'waits' | 'good'}
 */
export function stateOf(phone) {
  if (phone.revoked_at) return 'withdrawn';
  const { silent, copied, missing, rejected, waiting } = phone;
  if (silent || copied || missing + rejected + waiting > 0) return 'attention';
  return phone.held > 0 ? 'waits' : 'good';
}

/** Whether something must be done about a phone that is in use. @param {DeskPhone} phone */
export const isAmiss = (phone) => stateOf(phone) === 'attention';
