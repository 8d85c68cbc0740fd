// Brings somebody onto this phone, and gives them another PIN: both seldom, so loaded when asked for.
import { writeMeta } from '../db/meta.js';
import { newId } from '../rules/document_id.js';
import { changeLock, makeKeys } from '../seal/keys.js';
import { makeSigningKey } from '../seal/signature.js';
import { offsetOf } from '../sync/clock.js';
import { newState, sealerOf } from '../sync/open_store.js';
import { saidIn } from '../sync/transport.js';
import { openWith, PinRefused, tryPin } from './people.js';

/** @typedef {import('../sync/open_store.js').OpenStore} OpenStore */
/** @typedef {import('./people.js').People} People */

const SHORTEST_PIN = 6;

/** What says that the centre was not reached at all. */
const NOT_REACHED = ['signal', 'portal', 'away'];

/**
 * Whether the centre can be asked from here: to whom it does not know it answers as well.
 *
 * @param {import('../sync/transport.js').Transport} transport
 * @returns {Promise<string | null>} Why not
 */
export const reach = (transport) =>
  transport('/session').then(
    () => null,
    ({ code }) => (NOT_REACHED.includes(code) ? code : null),
  );

/**
 * Makes a person's store and their keys, and enrols the device at the centre. Nothing is
 * written before the centre has taken it.
 *
 * @param {People} people
 * @param {Enrolment} enrolment
 * @param {import('../sync/transport.js').Transport} transport
 * @param {OpenStore['isHousehold']} isHousehold
 * @returns {Promise<OpenStore>}
 * @throws {import('../sync/transport.js').NoAnswer | import('../sync/transport.js').Refused | PinRefused}
 */
export async function enrol(people, enrolment, transport, isHousehold) {
  const { username, password, slip, pin, app_version } = enrolment;
  if (!(pin.length >= SHORTEST_PIN)) throw new PinRefused('short_pin');
  const device = newId();
  const [{ dataKey, lock }, phone] = await Promise.all([makeKeys(pin), people.phoneId()]);
  const signing = await makeSigningKey(dataKey, device);
  const json = {
    username,
    password,
    slip,
    device,
    phone,
    signing_key: signing.jwk,
    app_version,
  };
  const heard = await transport('/devices', { json });
  const { staff, county, generation, lease_until, now } = saidIn(heard);
  const state = newState(staff, county);
  state.generation = generation;
  state.lease_until = lease_until;
  state.offset_ms = offsetOf(now, heard.sent_at, heard.received_at);
  const { db } = await people.storeOf(device);
  const sealer = sealerOf(dataKey);
  await writeMeta(db, {
    lock,
    signing: signing.box,
    state: await sealer.seal('meta', 'state', state),
  });
  const { name, role } = staff;
  const county_key = county.key_id;
  await people.put({
    device,
    name,
    role,
    county_key,
    wrong_pins: 0,
    locked_until: 0,
    readable: true,
  });
  people.forget(device);
  return openWith(people, device, dataKey, isHousehold);
}

/**
 * @param {People} people
 * @param {string} device
 * @param {string} pin
 * @param {string} next
 * @throws {PinRefused}
 */
export async function changePin(people, device, pin, next) {
  if (!(next.length >= SHORTEST_PIN)) throw new PinRefused('short_pin');
  const lock = await tryPin(people, device, (standing) => changeLock(pin, next, standing));
  const { db } = await people.storeOf(device);
  await writeMeta(db, { lock });
  people.forget(device);
}
