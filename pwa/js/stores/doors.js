// Houses of the area and their doors.
import { signal } from '@preact/signals';
import { bridge } from './phone.js';

/** @typedef {Awaited<ReturnType<Bridge['doors']>>[number]} Building */

/** @type {import('@preact/signals').Signal<Building[] | null>} */
export const buildings = signal(null);
/** The doors of the building that was opened. @type {import('@preact/signals').Signal<Stop[]>} */
export const doorsOf = signal([]);

export async function readBuildings() {
  buildings.value = await bridge().doors();
}

/** @param {Parameters<Bridge['building']>[0]} place */
export async function openBuilding(place) {
  doorsOf.value = await bridge().building(place);
}
