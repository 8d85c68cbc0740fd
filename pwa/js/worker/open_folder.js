// What a resident's or a household's page is drawn from, in one answer.
import { todayOf } from '../sync/clock.js';
import { archivesOf, asConflict, factsOf, isConflict, seenFolders } from './folder_view.js';
import { listDrafts } from './drafts.js';
import { foundResident, placeOf } from './residents.js';
import { stopOf } from './round.js';
import { recordState, shown } from './shown_entries.js';
import { dayOf, standingEntries } from './sync_state.js';

/** @typedef {import('./work.js').Work} Work */

/**
 * A resident's folder in a lane: two reads, the resident's and the household's.
 *
 * @param {Work} work
 * @param {string} subject
 * @param {string} [lane]
 * @returns {Promise<Omit<Folder, 'drafts'>>}
 */
export async function openResident(work, subject, lane = 'record') {
  const person = work.residents().people.get(subject);
  const household = person?.household ?? null;
  const places = [{ subject, lane: 'record' }];
  if (household) places.push({ subject: household, lane: 'record' });
  if (lane !== 'record') places.push({ subject, lane });
  const folders = await seenFolders(work, places);
  const home = household ? folders[1] : [];
  const own = lane === 'record' ? folders[0] : [...folders[0], ...folders[folders.length - 1]];
  const today = todayOf(work.store.state);
  const last_service_on = /** @type {any} */ (person)?.last_service_on ?? null;
  const facts = factsOf({ subject, lane, today, own, home, last_service_on });
  const row =
    work
      .residents()
      .lanes.get(subject)
      ?.find((one) => one.lane === lane) ?? null;
  return {
    ...parts(work, subject, lane, own, home),
    resident: own.find(({ id }) => id === subject) ?? null,
    household: home.find(({ id }) => id === household) ?? null,
    page: facts && (await work.records.frontPage(facts)),
    row: lane === 'record' ? (person ?? null) : row,
    door: person ? placeOf(work.residents(), person).door : null,
    members: membersOf(work, household),
    stop: null,
  };
}

/**
 * A household's folder: its own document, visits, who lives there, and what is due to them today.
 *
 * @param {Work} work
 * @param {string} household
 * @returns {Promise<Omit<Folder, 'drafts'>>}
 */
export async function openHousehold(work, household) {
  const [home] = await seenFolders(work, [{ subject: household, lane: 'record' }]);
  return {
    ...parts(work, household, 'record', [], home),
    resident: null,
    household: home.find(({ id }) => id === household) ?? null,
    page: null,
    row: null,
    door: work.residents().households.get(household)?.door ?? null,
    members: membersOf(work, household),
    stop: stopOf(work.residents(), dayOf(work), household),
  };
}

/**
 * @param {Work} work
 * @param {string} subject
 * @param {string} lane
 * @param {FiledDocument[]} own
 * @param {FiledDocument[]} home
 */
function parts(work, subject, lane, own, home) {
  const isRecord = (/** @type {FiledDocument} */ document) => !isConflict(document);
  const households = new Set(home.map(({ links }) => links.household));
  return {
    subject,
    lane,
    today: todayOf(work.store.state),
    documents: own.filter(isRecord).filter(({ id }) => id !== subject),
    visits: home.filter(isRecord).filter(({ id }) => !households.has(id) && id !== subject),
    conflicts: [...own, ...home].filter(isConflict).map(asConflict),
    pending: standingEntries(work)
      .filter((entry) => entry.subject === subject)
      .map((entry) => shown(work, entry)),
    record: recordState(work, subject),
  };
}

/** @param {Work} work @param {string | null} household @returns {FoundResident[]} */
function membersOf({ residents }, household) {
  const members = household ? (residents().members.get(household) ?? []) : [];
  return members.map((row) => foundResident(residents(), row, 'household'));
}

/**
 * Earlier years of a folder, oldest first as they were filed.
 *
 * @param {Work} work
 * @param {string} subject
 * @param {string} [lane]
 */
export const openArchives = (work, subject, lane = 'record') =>
  archivesOf(work, { subject, lane });

/** @param {Work} work @param {string} subject Drafts of one folder */
export const draftsOf = async (work, subject) =>
  (await listDrafts(work)).filter((draft) => draft.subject === subject);
