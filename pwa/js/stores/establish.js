// Opening a record for somebody who has none: who, where, consent; and whether they have one after all.
import { computed, signal } from '@preact/signals';
import { parseIdentityNumber } from '../rules/identity_number.js';
import { newId } from '../rules/document_id.js';
import { rowId } from '../rules/natural_keys.js';
import { isSet, validate } from '../forms/validate.js';
import { bridge, formOf } from './phone.js';
import { search } from './search.js';
import { leaves, session, today } from './session.js';

/** @import { Body } from '../forms/load.js' */

const RESIDENT = 'resident_basic';
const HOUSEHOLD = 'household';

/** Under which the draft lies on this phone: the id that the record will have. */
const key = signal('');
/** What is known of the person so far. @type {import('@preact/signals').Signal<Body>} */
export const person = signal({});
/** The household they join; null: a new one. @type {import('@preact/signals').Signal<{ id: string, folder: Folder } | null>} */
export const home = signal(null);
/** Of a new household: where its door is. @type {import('@preact/signals').Signal<Body>} */
export const place = signal({});
/** In which leaf a new household lies. @type {import('@preact/signals').Signal<string>} */
export const area = signal('');
/** Whom they may be. @type {import('@preact/signals').Signal<FoundResident[]>} */
export const twins = signal([]);
/** Twins of whom somebody said that they are not the same. @type {import('@preact/signals').Signal<string[]>} */
export const notTheSame = signal([]);

/** The likely twin that has not been answered yet. */
export const openTwin = computed(
  () => twins.value.find(({ resident }) => !notTheSame.value.includes(resident)) ?? null,
);

/** What the identity number says, once it is right; an error's code once it is long enough to be wrong. */
export const number = computed(() => {
  const typed = person.value.id_number ?? '';
  if (!typed) return null;
  const read = parseIdentityNumber(typed, today.value);
  if (read.ok) return read;
  return typed.length >= 15 ? read : null;
});

/** The person's body as it would be kept. */
const whole = computed(() => {
  const read = number.value;
  const known = read?.ok
    ? {
        id_number: read.value,
        sex: read.sex,
        birth_date: read.birth_date,
        id_type: 'resident_identity_card',
      }
    : {};
  const consent = person.value.record_consent
    ? {
        record_consent_by: 'resident',
        record_consent_how: 'verbal',
        record_consent_date: today.value,
      }
    : {};
  return {
    record_date: today.value,
    record_creator: session.value?.staff.id,
    responsible_doctor: session.value?.staff.id,
    record_source: 'household_survey',
    ...consent,
    ...fieldsOf(person.value),
    ...known,
    id_type: read?.ok ? 'resident_identity_card' : (person.value.id_type ?? 'none_yet'),
  };
});

/** What was said about the person that is a field of the form. @param {Body} said */
const fieldsOf = (said) =>
  Object.fromEntries(
    Object.entries(said).filter(([id, value]) => formOf(RESIDENT).byId.has(id) && isSet(value)),
  );

export const derived = computed(() => (number.value?.ok ? number.value : null));

/** What must be said before a record can be opened, by field. */
export const lacking = computed(() => {
  const { errors } = validate(formOf(RESIDENT), whole.value, {
    today: today.value,
    actor: session.value?.staff.id,
    resident: whole.value,
  });
  const required = errors.map(({ field }) => field);
  if (!home.value && !place.value.household_address) required.push('household_address');
  return required;
});

/**
 * Begins, or goes on where a draft was left.
 *
 * @param {{ name?: string, household?: string, draft?: string }} from
 */
export async function begin({ name, household, draft }) {
  const kept = draft ? await bridge().draft.get(draft, RESIDENT) : null;
  key.value = draft ?? `new:${newId()}`;
  await search('');
  person.value = kept?.body ?? (name && !/[a-z0-9]/i.test(name) ? { name } : {});
  place.value = kept?.place?.place ?? {};
  area.value = kept?.place?.area ?? leaves.value[0]?.code ?? '';
  notTheSame.value = kept?.place?.notTheSame ?? [];
  twins.value = [];
  const at = household ?? kept?.place?.household;
  home.value = at ? { id: at, folder: await bridge().openHousehold(at) } : null;
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
  const keepings = [
    home.value ? null : newHousehold(household),
    {
      document: resident,
      form: RESIDENT,
      kind: /** @type {const} */ ('create'),
      body: whole.value,
      links: { household, channel: 'home' },
      finish: /** @type {const} */ (true),
    },
    membership(household, resident),
  ].filter((one) => one !== null);
  await bridge().keep(keepings, { draft: { document: key.value, form: RESIDENT } });
  return resident;
}

/** @param {string} household @returns {Keeping} */
const newHousehold = (household) => ({
  document: household,
  form: HOUSEHOLD,
  kind: 'create',
  body: place.value,
  links: { area: area.value },
  finish: true,
});

/** @param {string} household @param {string} resident @returns {Keeping} */
function membership(household, resident) {
  const standing = home.value?.folder.household;
  const before = standing?.body ?? place.value;
  const members = before.members ?? [];
  const row = {
    _row: rowId(household, 'members', resident),
    member: resident,
    relationship_to_head:
      members.length === 0 ? 'head' : (person.value.relationship ?? 'other'),
    lives_here: true,
  };
  return {
    document: household,
    form: HOUSEHOLD,
    kind: 'patch',
    saw: { body: before, links: standing?.links ?? { area: area.value } },
    body: {
      ...before,
      members: [...members, row],
      ...(members.length === 0 && { head_of_household: resident }),
    },
    links: standing?.links ?? { area: area.value },
  };
}
