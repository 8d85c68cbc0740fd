// A phone with Wang Xiulan's store on it, and a centre that says only what a test tells it to.
import 'fake-indexeddb/auto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { IDBFactory } from 'fake-indexeddb';

import { openPhone } from '../../../pwa/js/db/open.js';
import { loadForms } from '../../../pwa/js/forms/load.js';
import { createRecords } from '../../../pwa/js/forms/records.js';
import { createTransport } from '../../../pwa/js/sync/transport.js';
import { createDesk } from '../../../pwa/js/worker/desk.js';

export const WANG = {
  id: '01936f00-0000-7000-8000-00000000000e',
  name: '王秀兰',
  role: 'doctor',
};
export const ZHANG = '01936f00-0000-7000-8000-0000000000a1';
export const HOME = '01936f00-0000-7000-8000-0000000000b1';
export const AREA = '32990110020101';
export const FEED = `${AREA}|record`;
export const PIN = '258036';
export const TODAY = '2026-11-25';
export const NOW = '2026-11-25T02:00:00Z';
export const GENERATION = 'g1';

const BUILT = 'build/forms.json';
if (!existsSync(BUILT)) {
  mkdirSync('build', { recursive: true });
  execFileSync('.venv/bin/python', ['-m', 'server.forms.compile', '--out', BUILT]);
}
const compiled = JSON.parse(readFileSync(BUILT, 'utf8'));
export const forms = loadForms(compiled);
export const records = createRecords(forms, compiled.schedule);

const countyKeys = await crypto.subtle.generateKey(
  { name: 'ECDH', namedCurve: 'P-256' },
  true,
  ['deriveBits'],
);
const COUNTY = {
  name: '测试县',
  time_zone: 'Asia/Shanghai',
  lease_days: 7,
  key_id: 'county-1',
  public_key: await crypto.subtle.exportKey('jwk', countyKeys.publicKey),
};

/** A document as the centre sends it. */
export const document = (id, type, body, more = {}) => ({
  id,
  type,
  rev: 1,
  version: 1,
  links: {},
  body,
  finished: { '*': { actor: WANG.id, at: NOW, operation: id } },
  complete: true,
  retired: null,
  moved_to: null,
  created_on: '2020-01-01',
  errors: [],
  ...more,
});

export const zhang = (more = {}) =>
  document(
    ZHANG,
    'resident_basic',
    {
      name: '张桂芳',
      sex: 'female',
      birth_date: '1959-03-08',
      id_number: '329901195903080023',
      phone: '14200000001',
      managed_programmes: ['hypertension'],
    },
    { links: { household: HOME }, ...more },
  );

export const home = () =>
  document(HOME, 'household', {
    household_address: '上湾村老屋组1号',
    natural_village: '老屋组',
    door: '301',
    walking_order: 1,
  });

/** She is under care for hypertension, and was measured in spring. */
export const care = () => [
  document(
    '01936f00-0000-7000-8000-0000000000c1',
    'programme_enrolment',
    { programme: 'hypertension', date: '2020-05-01' },
    { links: { resident: ZHANG } },
  ),
  document(
    '01936f00-0000-7000-8000-0000000000c2',
    'hypertension_follow_up',
    {
      visit_date: '2026-04-10',
      visit_mode: 'home',
      systolic_blood_pressure: 152,
      diastolic_blood_pressure: 92,
    },
    { links: { resident: ZHANG } },
  ),
];

/** The index row that the centre would send of a resident. */
export function rowOf(resident, household = null, others = []) {
  const record = (one) => ({ ...one, form: one.type, finished: one.complete, retired: false });
  const facts = {
    today: TODAY,
    lane: 'record',
    resident: record(resident),
    documents: others.map(record),
    household: household && record(household),
    visits: [],
    conflicts: [],
  };
  return { ...records.indexRow(facts), readings: ['zhang gui fang'] };
}

/** Lines of a page. */
export const lines = {
  scope: (feeds = { [FEED]: { area: AREA, lane: 'record' } }) => [
    {
      kind: 'scope',
      feeds,
      areas: [{ code: AREA, name: '上湾村', kind: 'village', parent: null }],
      staff: [WANG],
    },
  ],
  snapshot: (...feeds) => [{ kind: 'snapshot', feeds }],
  drop: (feed) => [{ kind: 'drop', feed }],
  resident: (
    resident,
    { number = 1, household = home(), others = [], archived = [], feed = FEED } = {},
  ) => [
    {
      kind: 'resident',
      id: resident.id,
      feed,
      number,
      household: household?.id ?? null,
      index: rowOf(resident, household, others),
    },
    [resident, ...others],
    archived,
  ],
  household: (household, { number = 1, feed = FEED } = {}) => [
    { kind: 'household', id: household.id, feed, number, household: null, index: null },
    [household],
    [],
  ],
  change: (subject, one, number, feed = FEED) => [
    { kind: 'document', id: one.id, type: one.type, subject, feed, number, rev: one.rev },
    one,
  ],
  index: (resident, number, current, { household = home(), others = [], feed = FEED } = {}) => [
    {
      kind: 'index',
      id: resident.id,
      feed,
      number,
      household: household?.id ?? null,
      subject_kind: 'resident',
      index: rowOf(resident, household, others),
      current,
    },
  ],
  gone: (subject, id, number, rev = 1, feed = FEED) => [
    { kind: 'gone', id, subject, feed, number, rev },
  ],
};

/** A page that ends as it should. */
export const page = (parts, end = {}) =>
  [
    ...parts.flat(),
    { kind: 'end', cursor: 'c1', more: false, generation: GENERATION, now: NOW, ...end },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n') + '\n';

/** The village as a first pull brings it. */
export const village = () =>
  page([
    lines.scope(),
    lines.snapshot(FEED),
    lines.resident(zhang(), { others: care() }),
    lines.household(home()),
  ]);

/** What a request says. */
export const bodyOf = ({ body }) => JSON.parse(gunzipSync(body));

export const json = (value, status = 200) =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'Doorstep-Protocol': '1', 'content-type': 'application/json' },
  });

export const ndjson = (text) =>
  new Response(text, {
    headers: { 'Doorstep-Protocol': '1', 'content-type': 'application/x-ndjson' },
  });

/**
 * Answers requests. `pages` are taken one a pull, then nothing is new; `faults` are functions
 * that come before all: what one returns or throws is the answer.
 */
export class Centre {
  pages = [village()];
  faults = [];
  asked = [];
  operations = [];
  reads = [];
  number = 100;
  generation = GENERATION;
  answerOf = () => ({ answer: 'applied', feed: FEED, number: this.number });

  fetch = async (url, request) => {
    const path = url.replace('/api', '');
    this.asked.push(`${request.method} ${path}`);
    const fault = this.faults.shift();
    const faulty = await fault?.(path, request);
    if (faulty) return faulty;
    if (path === '/devices')
      return json(
        { device: 'd', staff: WANG, county: COUNTY, generation: this.generation, now: NOW },
        201,
      );
    if (path.endsWith('/nonce')) return json({ nonce: 'n' });
    if (path.endsWith('/session')) return json(this.session(), 201);
    if (path === '/sync/push') return json(this.push(request));
    return ndjson(this.pages.shift() ?? this.answerPull(bodyOf(request)));
  };

  session() {
    const { generation } = this;
    return {
      token: 't',
      expires_in: 900,
      staff: WANG,
      generation,
      now: NOW,
      lease_until: '2026-12-02T00:00:00Z',
    };
  }

  /** Nothing is new. */
  answerPull({ cursor }) {
    return page([], { cursor: cursor ?? 'c0', generation: this.generation });
  }

  push(request) {
    const { operations, reads } = bodyOf(request);
    this.operations.push(...operations);
    this.reads.push(...reads);
    const answers = operations.map((operation) => {
      this.number += 1;
      const { id, document: about } = operation;
      return { id, document: about, conflicts: [], errors: [], ...this.answerOf(operation) };
    });
    return {
      generation: this.generation,
      now: NOW,
      highest_seq: operations.at(-1)?.device_seq ?? 0,
      answers,
    };
  }
}

const alone = { lead: async () => true, takeOver: async () => true, letGo() {}, close() {} };

/** A phone: its databases outlive its desk, as a disk outlives a killed app. */
export class Phone {
  centre = new Centre();
  events = [];

  /** @param {{ after: (end: () => any) => void }} t The app ends with the test */
  constructor(t) {
    t.after(() => this.desk?.letGo());
    globalThis.indexedDB = new IDBFactory();
  }

  /** Starts the app anew. */
  async start() {
    const phone = await openPhone();
    this.desk = createDesk({
      phone,
      transport: createTransport(this.centre.fetch),
      definitions: async () => ({ forms, records }),
      leader: alone,
      emit: (name, detail) => this.events.push([name, detail]),
    });
    return this.desk;
  }

  /** Enrols Wang, on a phone with nobody's records. */
  async signUp() {
    await this.start();
    const session = await this.desk.enrol({
      username: 'wang',
      password: 'p',
      slip: 's',
      pin: PIN,
      app_version: '1',
    });
    this.device = session.device;
    return this.desk;
  }

  /** Enrols Wang and pulls her village. */
  async enrol() {
    await this.signUp();
    await this.desk.syncNow();
    return this.desk;
  }

  /** Kills the app and starts it with the PIN. */
  async restart() {
    await this.desk.letGo();
    await this.start();
    await this.desk.unlock(this.device, PIN);
    return this.desk;
  }
}

/** The page draws the list; from then on the rest is made ready. */
export async function seeList({ desk }) {
  await desk.round();
  await desk.listDrafts();
}

export const FOLLOW_UP = '01936f00-0000-7000-8000-0000000000f1';

/** A follow-up with a pressure, as the form hands it over. */
export const followUp = (body = {}, more = {}) => ({
  document: FOLLOW_UP,
  form: 'hypertension_follow_up',
  kind: 'create',
  body: {
    visit_date: TODAY,
    visit_mode: 'home',
    systolic_blood_pressure: 142,
    diastolic_blood_pressure: 86,
    ...body,
  },
  links: { resident: ZHANG, channel: 'home' },
  finish: true,
  ...more,
});
