// The phones of one's people: the longest silent first; withdrawing, reporting lost, a slip for a new one.
import { signal } from '@preact/signals';
import { ask } from './ask.js';
import { attempt } from './session.js';

/** @typedef {{ device: string, staff: { id: string, name: string }, heard_at: string, lease_until: string, silent: boolean, missing: number, copied: boolean, lost: boolean, revoked_at: string | null, waiting: number, app_version: string }} DeskPhone */

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

/** Whether something is the matter with a phone that is in use. @param {DeskPhone} phone */
export const isAmiss = (phone) =>
  !phone.revoked_at && (phone.silent || phone.missing > 0 || phone.copied || phone.waiting > 0);
