// Buildings and their doors, for whoever looks at a house and not at a list. Pure.
import { isLeft } from '../rules/still_to_see.js';
import { roundOf } from './round.js';
import { compareDoors } from './walking_order.js';

/** @typedef {import('./residents.js').Residents} Residents */
/** @typedef {{ area: string | null, natural_village: string | null, building: string | null }} Place */

/** @param {{ area: string | null, door: Door }} stop @returns {string} */
const keyOf = ({ area, door }) => JSON.stringify([area, door.natural_village, door.building]);

/**
 * @param {Residents} residents
 * @param {Parameters<typeof roundOf>[1]} given
 */
export function doorsOf(residents, given) {
  const due = new Map();
  for (const stop of roundOf(residents, given).stops) {
    if (stop.rows.some(isLeft)) due.set(keyOf(stop), (due.get(keyOf(stop)) ?? 0) + 1);
  }
  /** @type {Map<string, Place & { households: number, due: number, first: HouseholdRow }>} */
  const buildings = new Map();
  for (const row of residents.households.values()) {
    const key = keyOf(row);
    const known = buildings.get(key);
    if (known) known.households += 1;
    else {
      const { natural_village, building } = row.door;
      const place = { area: row.area, natural_village, building };
      buildings.set(key, { ...place, households: 1, due: due.get(key) ?? 0, first: row });
    }
  }
  return [...buildings.values()]
    .sort((a, b) => compareDoors(a.first, b.first))
    .map(({ area, natural_village, building, households, due: open }) => ({
      area,
      natural_village,
      building,
      households,
      due: open,
    }));
}

/**
 * Every door of a building, also those where nothing is due.
 *
 * @param {Residents} residents
 * @param {Parameters<typeof roundOf>[1]} given
 * @param {Place} place
 * @returns {Stop[]}
 */
export function buildingOf(residents, given, { area, natural_village, building }) {
  const wanted = JSON.stringify([area, natural_village, building]);
  const busy = new Map(roundOf(residents, given).stops.map((stop) => [stop.household, stop]));
  return [...residents.households.values()]
    .filter((row) => keyOf(row) === wanted)
    .map((row) => busy.get(row.id) ?? quiet(row))
    .sort(compareDoors);
}

/** @param {HouseholdRow} row @returns {Stop} */
const quiet = ({ id, area, door }) => ({ household: id, area, door, rows: [], done: false });
