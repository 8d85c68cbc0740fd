// Opening a record for somebody who has none: who, where, consent; and whether they have one after all.
import { batch, computed, signal } from '@preact/signals';
import { parseIdentityNumber } from '../rules/identity_number.js';
import { newId } from '../rules/document_id.js';
import { validate } from '../forms/validate.js';
import {
  householdKeeping,
  memberKeeping,
  personBody,
  readBody,
  residentKeeping,
  speaksForThemselves,
} from './new_record.js';
import { bridge, formOf } from './phone.js';
import { search } from './search.js';
import { leaves, session, today } from './session.js';
import { hasWholeDay, lackingOfDay } from './typed_day.js';

/** @import { Body } from '../forms/load.js' */

const RESIDENT = 'resident_basic';
const HOUSEHOLD = 'household';
/** Wrong however much is still to be typed. */
const AT_ONCE = ['max_length', 'max', 'min'];

/** Under which the draft lies on this phone: the id that the record will have. */
const key = signal('');
/** Whether what was begun, or left in a draft, stands in the form. */
export const begun = signal(false);
/** What is known of the person so far, as it was typed. @type {import('@preact/signals').Signal<Body>} */
export const person = signal({});
/** The household they join; null: a new one. @type {import('@preact/signals').Signal<{ id: string, folder: Folder } | null>} */
export const home = signal(null);
/** Of a new household: where its door is, as it was typed. @type {import('@preact/signals').Signal<Body>} */
export const place = signal({});
/** In which leaf a new household lies. @type {import('@preact/signals').Signal<string>} */
export const area = signal('');
/** Whom they may be. @type {import('@preact/signals').Signal<FoundResident[]>} */
export const twins = signal([]);
/** Fields that somebody has typed into and left. @type {import('@preact/signals').Signal<string[]>} */
const left = signal([]);
/** Twins of whom somebody said that they are not the same. @type {import('@preact/signals').Signal<string[]>} */
export const notTheSame = signal([]);

/** The likely twin that has not been answered yet. */
export const openTwin = computed(
  () => twins.value.find(({ resident }) => !notTheSame.value.includes(resident)) ?? null,
);

/** What the identity number says, once one is typed. */
const number = computed(() => {
  const typed = person.value.id_number ?? '';
  return typed ? parseIdentityNumber(typed, today.value) : null;
});

const staff = computed(() => session.value?.staff.id);

/** The person's body as it would be kept. */
const whole = computed(() =>
  personBody(formOf(RESIDENT), person.value, {
    today: today.value,
    staff: staff.value,
    number: number.value,
  }),
);

/** The body of a new household's door as it would be kept. */
const door = computed(() => readBody(formOf(HOUSEHOLD), place.value, today.value));

export const derived = computed(() => (number.value?.ok ? number.value : null));

/** Whether somebody lives there already: how they belong together is asked. */
export const livesWithOthers = computed(() => {
  const folder = home.value?.folder;
  return Boolean(folder?.members?.length || folder?.household?.body.members?.length);
});

/** Whether they consent for themselves, or somebody for them. */
export const isOfAge = computed(() =>
  speaksForThemselves(derived.value?.birth_date ?? person.value.birth_date, today.value),
);

/** What keeps the record from being opened. */
export const findings = computed(() => {
  const context = { today: today.value, actor: staff.value, resident: whole.value };
  const ofPerson = validate(formOf(RESIDENT), whole.value, context).errors;
  const ofDoor = home.value ? [] : validate(formOf(HOUSEHOLD), door.value, context).errors;
  const isUnrelated = livesWithOthers.value && !person.value.relationship;
  const ofMember = isUnrelated ? [{ field: 'relationship_to_head', code: 'required' }] : [];
  return [...ofPerson, ...ofDoor, ...ofMember];
});

/** What is wrong with what is typed as a birth date, or missing of it: of a whole one at once. */
const wrongBirth = computed(() => {
  const { birth_typed: typed = '' } = person.value;
  const isJudged = typed && (hasWholeDay(typed) || left.value.includes('birth_date'));
  return isJudged ? lackingOfDay(typed) : null;
});

/**
 * What is wrong with what stands in a field; a number or a day is judged once it was left.
 *
 * @param {string} id
 * @returns {string | null} The code of the finding, or what a birth date lacks
 */
export function wrongWith(id) {
  if (id === 'birth_date' && wrongBirth.value) return wrongBirth.value;
  const found = findings.value.find(({ field, code }) => field === id && code !== 'required');
  if (!found) return null;
  return AT_ONCE.includes(found.code) || left.value.includes(id) ? found.code : null;
}

/** Says that somebody has finished typing into a field. @param {string} id */
export function leave(id) {
  if (!left.value.includes(id)) left.value = [...left.value, id];
}

/**
 * Begins, or goes on where a draft was left. Until it has begun nothing can be typed that it would
 * take away again.
 *
 * @param {{ name?: string, household?: string, draft?: string }} from
 */
export async function begin({ name, household, draft }) {
  begun.value = false;
  const kept = draft ? await bridge().draft.get(draft, RESIDENT) : null;
  const at = household ?? kept?.place?.household;
  const folder = at ? await bridge().openHousehold(at) : null;
  await search('');
  batch(() => {
    key.value = draft ?? `new:${newId()}`;
    person.value = kept?.body ?? (name && !/[a-z0-9]/i.test(name) ? { name } : {});
    place.value = kept?.place?.place ?? {};
    area.value = kept?.place?.area ?? leaves.value[0]?.code ?? '';
    notTheSame.value = kept?.place?.notTheSame ?? [];
    left.value = [];
    twins.value = [];
    home.value = at && folder ? { id: at, folder } : null;
    begun.value = true;
  });
  if (kept) await lookForTwins();
}

/** @param {Body} answers */
export async function tell(answers) {
  person.value = { ...person.value, ...answers };
  keep();
  if ('name' in answers || 'id_number' in answers || 'birth_date' in answers)
    await lookForTwins();
}

/** @param {Body} answers Of a new household's door */
export function tellPlace(answers) {
  place.value = { ...place.value, ...answers };
  keep();
}

/** @param {string} code */
export function chooseArea(code) {
  area.value = code;
  keep();
}

/** @param {string | null} household Null: a new one */
export async function chooseHome(household) {
  home.value = household
    ? { id: household, folder: await bridge().openHousehold(household) }
    : null;
  keep();
}

/** Says that the likely twin is somebody else. @param {string} resident */
export function sayNotTheSame(resident) {
  notTheSame.value = [...notTheSame.value, resident];
  keep();
}

async function lookForTwins() {
  const asked = whole.value;
  if (!person.value.name && !person.value.id_number) return;
  const found = await bridge().twins(asked);
  if (asked === whole.value) twins.value = found;
}

function keep() {
  bridge().draft.put({
    document: key.value,
    form: RESIDENT,
    subject: key.value,
    name: person.value.name ?? null,
    kept_at: new Date().toISOString(),
    version: formOf(RESIDENT).version,
    kind: 'create',
    saw: { body: {}, links: {} },
    body: person.value,
    links: {},
    place: {
      place: place.value,
      area: area.value,
      household: home.value?.id,
      notTheSame: notTheSame.value,
    },
  });
}

/** Drops what was begun: the person has a record. */
export const forget = () => bridge().draft.remove(key.value, RESIDENT);

/**
 * Opens the record: the household where it is new, the resident, and the member of the household.
 *
 * @returns {Promise<string>} The resident
 * @throws {import('../worker/bridge.js').Trouble} full; the draft stays
 */
export async function create() {
  const resident = newId();
  const household = home.value?.id ?? newId();
  const standing = home.value?.folder.household;
  const before = standing
    ? { body: standing.body, links: standing.links }
    : { body: door.value, links: { area: area.value } };
  const keepings = [
    ...(home.value ? [] : [householdKeeping(household, door.value, area.value)]),
    residentKeeping(resident, household, whole.value),
    memberKeeping(
      resident,
      household,
      before,
      livesWithOthers.value ? person.value.relationship : null,
    ),
  ];
  await bridge().keep(keepings, { draft: { document: key.value, form: RESIDENT } });
  return resident;
}
