// Finds residents as somebody types: name, pinyin, initials, door, last digits. Pure.
import { plain } from './plain.js';

const DIGITS = /^\d{2,}x?$/;
const LATIN = /^[a-z']+$/;

/**
 * What of a resident is looked at, made once and kept while the row is the same.
 *
 * @typedef {object} Findable
 * @property {IndexRow} row
 * @property {string} name
 * @property {string[][]} readings Syllables
 * @property {string[]} spelled The readings without spaces
 * @property {string} order By which equals are sorted
 * @property {string} number The door's own
 * @property {string} door With building and entrance
 * @property {string[]} digits
 */

/** @type {WeakMap<IndexRow, Findable>} */
const known = new WeakMap();

/**
 * @param {IndexRow} row
 * @returns {Findable}
 */
function findable(row) {
  let found = known.get(row);
  if (!found) {
    const { door } = row;
    found = {
      row,
      name: plain(row.name ?? ''),
      readings: (row.readings ?? []).map((reading) => reading.split(' ')),
      spelled: (row.readings ?? []).map((reading) => reading.replaceAll(' ', '')),
      order: `${row.readings?.[0] ?? row.name ?? ''} ${row.id}`,
      number: plain(door?.door ?? ''),
      door: plain([door?.building, door?.entrance, door?.door].filter(Boolean).join('-')),
      digits: Object.values(row.digits ?? {}).flatMap((tail) => tail?.toLowerCase() ?? []),
    };
    known.set(row, found);
  }
  return found;
}

/**
 * Whether typed letters begin a reading, each syllable whole, in part, or by its initial:
 * `zhangguifang`, `zhang g`, `zgf`.
 *
 * @param {string} typed
 * @param {string[]} syllables
 * @param {number} [at]
 * @returns {boolean}
 */
export function readsAs(typed, syllables, at = 0) {
  if (typed === '') return true;
  const syllable = syllables[at];
  if (syllable === undefined) return false;
  for (let length = Math.min(typed.length, syllable.length); length > 0; length -= 1) {
    const isBeginning = syllable.startsWith(typed.slice(0, length));
    if (isBeginning && readsAs(typed.slice(length), syllables, at + 1)) return true;
  }
  return false;
}

/** @param {string} typed @param {Findable} one */
function byDigits(typed, { digits }) {
  return digits.some(
    (tail) => tail.endsWith(typed) || (typed.length > tail.length && typed.endsWith(tail)),
  );
}

/** @param {string} typed @param {Findable} one */
function byDoor(typed, { door, number }) {
  return number === typed || (typed.length > 1 && door.startsWith(typed));
}

/**
 * How a row meets what was typed, the best first: lower is better, null is not at all.
 *
 * @param {string} typed
 * @param {Findable} one
 * @returns {{ by: string, rank: number } | null}
 */
function met(typed, one) {
  if (DIGITS.test(typed)) {
    if (byDoor(typed, one)) return { by: 'door', rank: 0 };
    return byDigits(typed, one) ? { by: 'digits', rank: 1 } : null;
  }
  if (one.name.startsWith(typed)) return { by: 'name', rank: one.name === typed ? 0 : 1 };
  if (one.name.includes(typed)) return { by: 'name', rank: 2 };
  if (LATIN.test(typed)) {
    const letters = typed.replaceAll("'", '');
    if (one.readings.some((syllables) => readsAs(letters, syllables))) {
      // A rare reading of a character is no reason to stand before those who are called so.
      const rank = readsAs(letters, one.readings[0]) ? 3 : 4;
      return { by: 'reading', rank: one.spelled.includes(letters) ? 1 : rank };
    }
  }
  return byDoor(typed, one) ? { by: 'door', rank: 2 } : null;
}

/** @param {IndexRow} row Whose record is closed stands below, marked */
const isClosed = ({ flags }) => flags.includes('closed');

/**
 * @param {Iterable<IndexRow>} rows Of the lane of the record
 * @param {string} text As typed, also while an input method is still composing
 * @param {number} limit
 * @returns {{ row: IndexRow, by: string }[]} The best first
 */
export function search(rows, text, limit) {
  const typed = plain(text);
  if (typed === '') return [];
  const found = [];
  for (const row of rows) {
    const one = findable(row);
    const meeting = met(typed, one);
    if (meeting) {
      const rank = meeting.rank + (isClosed(row) ? 10 : 0);
      found.push({ row, by: meeting.by, rank, order: one.order });
    }
  }
  found.sort((a, b) => a.rank - b.rank || (a.order < b.order ? -1 : 1));
  return found.slice(0, limit).map(({ row, by }) => ({ row, by }));
}

/**
 * Households by door, address or the name of somebody who lives there.
 *
 * @param {Iterable<HouseholdRow>} households
 * @param {Map<string, IndexRow[]>} members By household
 * @param {string} text
 * @param {number} limit
 * @returns {HouseholdRow[]}
 */
export function searchHouseholds(households, members, text, limit) {
  const typed = plain(text);
  if (typed === '') return [];
  const found = [];
  for (const row of households) {
    const { natural_village, building, entrance, door } = row.door;
    const place = plain([natural_village, building, entrance, door].filter(Boolean).join(''));
    const own = members.get(row.id) ?? [];
    const isMet =
      plain(row.address ?? '').includes(typed) ||
      place.includes(typed) ||
      own.some((member) => met(typed, findable(member)) !== null);
    if (isMet) found.push(row);
    if (found.length === limit) break;
  }
  return found;
}

/**
 * Who may be the same person: name and birth date, or the same last digits with one of them.
 *
 * @param {Iterable<IndexRow>} rows
 * @param {DocumentBody} body Of a resident who is being established
 * @returns {IndexRow[]}
 */
export function twins(rows, body) {
  const name = plain(body.name ?? '');
  const number = body.id_number?.slice(-4).toLowerCase();
  const found = [];
  for (const row of rows) {
    const sameName = name !== '' && findable(row).name === name;
    const sameBirth = Boolean(body.birth_date) && row.birth_date === body.birth_date;
    const sameNumber = Boolean(number) && row.digits?.id_number?.toLowerCase() === number;
    if (Number(sameName) + Number(sameBirth) + Number(sameNumber) >= 2) found.push(row);
  }
  return found;
}
