// What came of knocking at a door: who was seen, who was not, and when to come again.
import { newId } from '../rules/document_id.js';
import { naturalId, rowId } from '../rules/natural_keys.js';
import { TAKEN_BACK } from '../rules/taken_back.js';
import { columnsOf } from './outcome.js';
import { bridge, formOf } from './phone.js';
import { session, today } from './session.js';
import { leavesStanding, stands, standingKeepings } from './standing.js';
import { now } from './sync_state.js';

/** @import { Body } from '../forms/load.js' */

/** @typedef {'done' | 'not_home' | 'away' | 'refused' | 'moved' | 'died' | 'postponed'} Outcome */

/**
 * A resident of the household with what was due today.
 *
 * @typedef {{ resident: string, tasks: { id: string, form: string }[] }} Expected
 */

/** Whoever is not named by a purpose of the form is visited for another one. */
const OTHER = 'other';
/** Nobody was met: the try is kept with the outcome. @type {Set<Outcome>} */
const NOBODY_MET = new Set(['not_home']);
/** Said without having stood at the door. @type {Set<Outcome>} */
const NO_TRY = new Set(['postponed']);

/** @param {Folder} household */
function todaysVisit(household) {
  const document = naturalId('visit', household.subject, today.value);
  // One that was taken back stands no more: what comes now begins anew.
  const standing = household.visits.find((one) => one.id === document && !one.retired);
  return { document, standing };
}

/** @param {string} form @returns {string} The purpose that the visit form has for it */
function purposeOf(form) {
  const items = formOf('visit').columns.get('visit_items') ?? [];
  const purposes = items.find(({ id }) => id === 'item_purpose')?.options ?? [];
  return purposes.some(({ code }) => code === form) ? form : OTHER;
}

/**
 * The rows of somebody: one for each purpose of today's tasks.
 *
 * @param {string} document
 * @param {Expected} expected
 * @param {Body} said Columns of the outcome
 */
function rowsOf(document, { resident, tasks }, said) {
  /** @type {Map<string, string[]>} */
  const byPurpose = new Map();
  for (const { id, form } of tasks) {
    const purpose = purposeOf(form);
    byPurpose.set(purpose, [...(byPurpose.get(purpose) ?? []), ...(id ? [id] : [])]);
  }
  if (byPurpose.size === 0) byPurpose.set(OTHER, []);
  return [...byPurpose].map(([purpose, ids]) => ({
    _row: rowId(document, 'visit_items', resident, purpose),
    item_resident: resident,
    item_purpose: purpose,
    ...(ids.length && { item_tasks: ids.join(';') }),
    ...said,
  }));
}

/**
 * The visit of today with new rows and, where one stood at the door, the try.
 *
 * @param {Folder} household
 * @param {Expected[]} people
 * @param {Outcome} outcome
 * @param {Body} [said] Further columns of the outcome
 * @returns {Keeping}
 */
export function visitKeeping(household, people, outcome, said = {}) {
  const { document, standing } = todaysVisit(household);
  const before = standing?.body ?? {};
  const rows = people.flatMap((one) =>
    rowsOf(document, one, { item_outcome: outcome, ...said }),
  );
  const written = new Set(rows.map((row) => row._row));
  const others = (before.visit_items ?? []).filter(
    (/** @type {Body} */ row) => !written.has(row._row),
  );
  const body = {
    ...before,
    planned_date: today.value,
    assigned_to: before.assigned_to ?? session.value?.staff.id,
    visit_items: [...others, ...rows],
    ...(!NO_TRY.has(outcome) && {
      visit_date: today.value,
      attempts: attemptsWith(before, outcome),
    }),
  };
  return {
    document,
    form: 'visit',
    kind: standing ? 'patch' : 'create',
    saw: { body: before, links: standing?.links ?? {} },
    body,
    links: standing?.links ?? { household: household.subject, channel: 'home' },
    ...(!standing?.complete && { finish: /** @type {const} */ (true) }),
  };
}

/** @param {Body} before @param {Outcome} outcome */
function attemptsWith(before, outcome) {
  const me = session.value?.staff.id;
  const met = NOBODY_MET.has(outcome) ? 'nobody' : outcome === 'done' ? 'resident' : 'family';
  /** @type {Body[]} */
  const attempts = before.attempts ?? [];
  // Several people seen in one call are one try, not several.
  const sameCall = attempts.findLast(
    (row) => row.visitor === me && (row.person_met === 'nobody') === (met === 'nobody'),
  );
  if (sameCall && met !== 'nobody')
    // Whoever opened first, the try says that a resident was met once one was served.
    return met === 'family'
      ? attempts
      : attempts.map((row) => (row === sameCall ? { ...row, person_met: met } : row));
  return [...attempts, { _row: newId(), arrived_at: now(), visitor: me, person_met: met }];
}

/**
 * Keeps what came of the visit for these people, and what it leaves standing, at once.
 *
 * @param {string} household
 * @param {Expected[]} people
 * @param {import('./outcome.js').Said & { outcome: Outcome }} said
 * @returns {Promise<() => Promise<boolean>>} Takes it back; true: it stands all the same, by a colleague's word
 */
export async function recordOutcome(household, people, said) {
  const { outcome } = said;
  const at = await bridge().openHousehold(household);
  const keepings = [visitKeeping(at, people, outcome, columnsOf(said))];
  for (const { resident } of leavesStanding(outcome) ? people : []) {
    const { page } = await bridge().openFolder(resident);
    keepings.push(...standingKeepings(resident, said, page));
  }
  await bridge().keep(keepings);
  return async () => {
    await bridge().keep(keepings.map(undoOf));
    if (!leavesStanding(outcome)) return false;
    const folders = people.map(({ resident }) => bridge().openFolder(resident));
    return (await Promise.all(folders)).some(({ page }) => stands(outcome, page));
  };
}

/**
 * What takes a keeping back: a visit that was created did not happen, as far as only its author
 * has written in it; one that was changed is as before.
 *
 * @param {Keeping} keeping
 * @returns {Keeping}
 */
function undoOf(keeping) {
  const { document, form, body = {}, links = {} } = keeping;
  const saw = { body, links };
  if (keeping.kind === 'create')
    return { document, form, kind: 'retire', saw, reason: TAKEN_BACK };
  return { document, form, kind: 'patch', saw, body: keeping.saw?.body, links };
}

/**
 * How often somebody was not at home lately, for "the second time".
 *
 * @param {Folder} household
 * @param {string} resident
 */
export const timesNotHome = (household, resident) =>
  household.visits.filter(
    ({ body, retired }) =>
      !retired &&
      body.visit_items?.some(
        (/** @type {Body} */ row) =>
          row.item_resident === resident && row.item_outcome === 'not_home',
      ),
  ).length;
