// The page's side of a phone: the stores over the real worker's desk, in one thread.
import { readFileSync } from 'node:fs';

import { answer } from '../../../pwa/js/worker/answers.js';
import { document, home, lines, page, Phone, TODAY, WANG, zhang } from '../worker/cast.js';

// What a browser has and Node has not; none of it is ours.
globalThis.addEventListener ??= () => undefined;
globalThis.scrollY = 0;

const { connect, takeDefinitions, bridge } = await import('../../../pwa/js/stores/phone.js');
const { session } = await import('../../../pwa/js/stores/session.js');

takeDefinitions(JSON.parse(readFileSync('build/forms.json', 'utf8')));

/** Hands messages to the desk as a worker would, each copied on its way. */
class InThread extends EventTarget {
  /** @param {Phone} phone */
  constructor(phone) {
    super();
    this.phone = phone;
    phone.events.push = ([event, detail]) => this.tell({ event, detail });
  }

  tell(data) {
    this.dispatchEvent(Object.assign(new Event('message'), { data: structuredClone(data) }));
  }

  async postMessage({ call, name, args }) {
    const said = await answer(Promise.resolve(this.phone.desk), name, structuredClone(args));
    this.tell({ call, ...said });
  }

  terminate() {}
}

/** Zhang's last follow-up, of three months ago. */
export const LAST = document(
  '01936f00-0000-7000-8000-0000000000f0',
  'hypertension_follow_up',
  {
    visit_date: '2026-08-12',
    visit_mode: 'home',
    danger_signs: ['none'],
    symptoms: ['none'],
    systolic_blood_pressure: 142,
    diastolic_blood_pressure: 86,
    body_weight: 62.5,
    body_height: 158,
    heart_rate: 72,
    daily_cigarettes: 0,
    daily_alcohol: 0,
    exercise_sessions_per_week: 3,
    exercise_minutes_per_session: 30,
    salt_intake: 'moderate',
    psychological_adjustment: 'good',
    treatment_compliance: 'good',
    medication_adherence: 'regular',
    adverse_drug_reaction: 'none',
    medications: [
      {
        _row: '01936f00-0000-7000-8000-0000000000e1',
        drug_name: '氨氯地平',
        doses_per_day: 1,
        dose: 5,
        dose_unit: 'mg',
      },
    ],
    control_class: 'controlled',
    referral_needed: false,
    next_visit_date: '2026-11-12',
    responsible_doctor: '01936f00-0000-7000-8000-00000000000e',
  },
  { links: { resident: zhang().id, channel: 'home' }, created_on: '2026-08-12' },
);

const ENROLMENT = document(
  '01936f00-0000-7000-8000-0000000000f8',
  'programme_enrolment',
  { programme: 'hypertension', date: '2020-01-10' },
  { links: { resident: zhang().id } },
);

/** A phone with Zhang's household on it, unlocked, and the stores connected. @param {{ after: (end: () => any) => void }} t The app ends with the test */
export async function openPage(t) {
  // What is typed last is on disk, and no sync at work, before the databases close.
  const phone = new Phone({ after: (end) => t.after(() => settle(phone).then(end)) });
  const others = [ENROLMENT, LAST];
  phone.centre.pages = [
    page([lines.scope(), lines.resident(zhang(), { others }), lines.household(home())]),
  ];
  await phone.enrol();
  connected(phone);
  return phone;
}

/** @param {Phone} phone */
function connected(phone) {
  connect(new InThread(phone));
  session.value = { device: phone.device, staff: WANG, today: TODAY, lease_until: null };
}

/** @param {Phone} phone */
async function settle(phone) {
  await bridge().draft.flush();
  await phone.desk.syncNow();
}

/** The app is killed and started again. @param {Phone} phone */
export async function reopen(phone) {
  await settle(phone);
  await phone.restart();
  connected(phone);
}
