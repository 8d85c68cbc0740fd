// What the page asks of an unlocked store once the list stands; loaded then, not before.
import { buildingOf, doorsOf } from './doors.js';
import { keep as keepIn } from './keeping.js';
export { followMoved } from './moved_drafts.js';
export { followVisits } from './followed_visits.js';
import { changePin as changePinOf } from './enrolment.js';
import { openConflicts } from './open_conflicts.js';
import {
  draftsOf,
  openArchives,
  openHousehold as openHome,
  openResident,
} from './open_folder.js';
import { readsLog } from './reads.js';
import { foundResident } from './residents.js';
import {
  search as find,
  searchHouseholds as findHouseholds,
  twins as likely,
} from './search.js';
import { saidIn } from '../sync/transport.js';
import { needsAttention as attention, recordState as stateOf, shown } from './shown_entries.js';
import { dayOf, standingEntries } from './sync_state.js';
import { SLICE } from './work.js';

/** @typedef {import('./desk.js').Opened} Opened */
/** @typedef {import('./work.js').Work} Work */

/** @param {Opened} opened @param {string} text @param {{ limit?: number }} [options] */
export function search({ work }, text, { limit = SLICE } = {}) {
  const residents = work.residents();
  return find(residents.people.values(), text, limit).map(({ row, by }) =>
    foundResident(residents, row, by),
  );
}

/** @param {Opened} opened @param {string} text @param {{ limit?: number }} [options] @returns {FoundHousehold[]} */
export function searchHouseholds({ work }, text, { limit = SLICE } = {}) {
  const { households, members } = work.residents();
  return findHouseholds(households.values(), members, text, limit).map(
    ({ id, area, door }) => ({
      household: id,
      area,
      door,
      members: (members.get(id) ?? []).map(
        ({ id: resident, name = null, birth_date = null }) => ({
          resident,
          name,
          birth_date,
        }),
      ),
    }),
  );
}

/** @param {Opened} opened @param {DocumentBody} body */
export function twins({ work }, body) {
  const residents = work.residents();
  return likely(residents.people.values(), body).map((row) =>
    foundResident(residents, row, 'twin'),
  );
}

/** @param {Opened} opened */
export const doors = ({ work }) => doorsOf(work.residents(), dayOf(work));

/** @param {Opened} opened @param {import('./doors.js').Place} place */
export const building = ({ work }, place) => buildingOf(work.residents(), dayOf(work), place);

/** @param {Opened} opened @param {string} subject @param {{ lane?: string, reason?: string }} [options] */
export async function openFolder(opened, subject, { lane = 'record', reason } = {}) {
  const { work } = opened;
  const folder = await openResident(work, subject, lane);
  if (folder.resident) {
    opened.log ??= readsLog(work);
    void opened.log.note(subject, lane, reason ?? null);
  }
  return { ...folder, drafts: await draftsKnown(work, subject) };
}

/** @param {Opened} opened @param {string} household */
export async function openHousehold({ work }, household) {
  const folder = await openHome(work, household);
  return { ...folder, drafts: await draftsKnown(work, household) };
}

/** Drafts are asked for only where there are any. @param {Work} work @param {string} subject */
const draftsKnown = (work, subject) =>
  work.here.drafts?.size === 0 ? [] : draftsOf(work, subject);

/** @param {Opened} opened @param {string} subject @param {{ lane?: string }} [options] */
export const archives = ({ work }, subject, { lane } = {}) => openArchives(work, subject, lane);

/** @param {Opened} opened @param {string} subject @param {{ before?: string }} [options] @returns {Promise<WrittenHistory>} */
export async function history({ session }, subject, { before } = {}) {
  const after = before ? `?before=${before}` : '';
  return saidIn(await session.ask(`/residents/${subject}/history${after}`));
}

/** @param {Opened} opened @param {Keeping[]} keepings @param {{ draft?: { document: string, form: string } }} [options] */
export const keep = ({ work }, keepings, options) => keepIn(work, keepings, options);

/** @param {Opened} opened @param {string} pin @param {string} next */
export const changePin = ({ work, people }, pin, next) =>
  changePinOf(people, work.store.device, pin, next);

/** @param {Opened} opened @param {{ offset?: number, limit?: number }} [options] */
export const outbox = ({ work }, { offset = 0, limit = SLICE } = {}) =>
  standingEntries(work)
    .slice(offset, offset + limit)
    .map((entry) => shown(work, entry));

/** @param {Opened} opened @param {string} subject */
export const recordState = ({ work }, subject) => stateOf(work, subject);

/** @param {Opened} opened */
export const needsAttention = ({ work }) => attention(work);

/** @param {Opened} opened */
export const conflicts = ({ work }) => openConflicts(work);
