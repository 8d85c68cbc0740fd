// The order in which doors are walked.

const DIGITS = /(\d+)/;

/**
 * Natural order: 2 before 10, 3-东 after 3, numbers before words.
 *
 * @param {string} a
 * @param {string} b
 */
export function compareNaturally(a, b) {
  const [left, right] = [a.split(DIGITS), b.split(DIGITS)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    // Odd parts are numbers: the pattern splits text, number, text …
    const isNumber = at % 2 === 1;
    const order = isNumber
      ? Number(left[at]) - Number(right[at])
      : compareText(left[at], right[at]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** @param {string} a @param {string} b */
function compareText(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Unset comes last: a door that nobody has placed does not stand before those in order.
 *
 * @template T
 * @param {T | null | undefined} a
 * @param {T | null | undefined} b
 * @param {(a: T, b: T) => number} compare
 */
function lastWhenUnset(a, b, compare) {
  const [noA, noB] = [
    a === null || a === undefined || a === '',
    b === null || b === undefined || b === '',
  ];
  if (noA || noB) return Number(noA) - Number(noB);
  return compare(/** @type {T} */ (a), /** @type {T} */ (b));
}

/** @param {number} a @param {number} b */
const byNumber = (a, b) => Number(a) - Number(b);

/**
 * Village, natural village, the household's place in the walk; where nobody has set it,
 * building, entrance, floor, door.
 *
 * @param {{ area: string | null, door: Door }} a
 * @param {{ area: string | null, door: Door }} b
 */
export const compareDoors = (a, b) =>
  lastWhenUnset(a.area, b.area, compareText) ||
  lastWhenUnset(a.door.natural_village, b.door.natural_village, compareNaturally) ||
  lastWhenUnset(a.door.walking_order, b.door.walking_order, byNumber) ||
  lastWhenUnset(a.door.building, b.door.building, compareNaturally) ||
  lastWhenUnset(a.door.entrance, b.door.entrance, compareNaturally) ||
  lastWhenUnset(a.door.storey, b.door.storey, byNumber) ||
  lastWhenUnset(a.door.door, b.door.door, compareNaturally);

/** @returns {Door} */
export const noDoor = () => ({
  natural_village: null,
  building: null,
  entrance: null,
  storey: null,
  door: null,
  walking_order: null,
});
