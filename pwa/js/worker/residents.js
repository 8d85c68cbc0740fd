// The people and households of the index, as lists and searches need them together.
import { rowsSeen } from '../sync/open_store.js';
import { plain } from './plain.js';
import { noDoor } from './walking_order.js';

/** @typedef {import('../sync/open_store.js').OpenStore} OpenStore */

/**
 * @typedef {object} Residents
 * @property {Map<string, IndexRow>} people By id: rows of the lane of the record
 * @property {Map<string, IndexRow[]>} lanes By id: rows of other lanes
 * @property {Map<string, HouseholdRow>} households
 * @property {Map<string, IndexRow[]>} members By household
 * @property {Set<string>} homonyms Names that live behind more than one door
 */

/**
 * @param {IndexRow | HouseholdRow} row
 * @returns {row is HouseholdRow}
 */
export const isHousehold = (row) => 'home' in row;

/**
 * @param {OpenStore} store
 * @returns {Residents}
 */
export function residentsOf(store) {
  /** @type {Residents} */
  const found = {
    people: new Map(),
    lanes: new Map(),
    households: new Map(),
    members: new Map(),
    homonyms: new Set(),
  };
  for (const row of rowsSeen(store).values()) {
    if (isHousehold(row)) found.households.set(row.id, row);
    else if (row.lane === 'record') found.people.set(row.id, row);
    else push(found.lanes, row.id, row);
  }
  /** @type {Map<string, string | null>} */
  const doors = new Map();
  for (const row of found.people.values()) {
    if (row.household) push(found.members, row.household, row);
    const name = plain(row.name ?? '');
    const door = row.household ?? row.id;
    if (doors.has(name) && doors.get(name) !== door) found.homonyms.add(name);
    doors.set(name, door);
  }
  nameDoors(found);
  return found;
}

/** A house without a number goes by its head. @param {Residents} residents */
function nameDoors({ households, people }) {
  for (const home of households.values()) {
    const head = home.door.door ? null : people.get(home.head ?? '')?.name;
    if (head) households.set(home.id, { ...home, door: { ...home.door, head } });
  }
}

/** @template T @param {Map<string, T[]>} map @param {string} key @param {T} value */
function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/**
 * @param {Residents} residents
 * @param {IndexRow} row
 */
export const isHomonym = ({ homonyms }, row) => homonyms.has(plain(row.name ?? ''));

/**
 * Where somebody lives: by the household's own row, which is newer than what a resident's says.
 *
 * @param {Residents} residents
 * @param {IndexRow} row
 * @returns {{ area: string | null, door: Door }}
 */
export function placeOf({ households }, row) {
  const home = row.household ? households.get(row.household) : undefined;
  return {
    area: home?.area ?? row.area ?? null,
    door: home?.door ?? row.door ?? noDoor(),
  };
}

/**
 * @param {Residents} residents
 * @param {IndexRow} row
 * @param {string} by
 * @returns {FoundResident}
 */
export function foundResident(residents, row, by) {
  return {
    resident: row.id,
    household: row.household ?? null,
    ...placeOf(residents, row),
    name: row.name ?? null,
    sex: row.sex ?? null,
    birth_date: row.birth_date ?? null,
    digits: row.digits ?? { id_number: null, record_code: null, phone: null },
    flags: row.flags,
    homonym: isHomonym(residents, row),
    local: row.local === true,
    by,
  };
}
