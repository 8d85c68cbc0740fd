// What a new document starts with, and what is only offered.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  lastTime,
  openDocument,
  openRow,
  sameDayValues,
  suggestions,
} from '../../../pwa/js/forms/carry_forward.js';
import { allForms } from '../vectors.js';

const forms = allForms();
const hypertension = forms.get('hypertension_follow_up');
const diabetes = forms.get('diabetes_follow_up');

const LAST_TIME = {
  visit_date: '2026-08-20',
  systolic_blood_pressure: 146,
  diastolic_blood_pressure: 88,
  body_height: 158,
  daily_cigarettes: 0,
  medications: [{ _row: 'r1', drug_name: '氨氯地平', dose: 5, dose_unit: 'mg' }],
  control_class: 'controlled',
};
const context = {
  today: '2026-11-25',
  actor: 'staff-wang',
  resident: { birth_date: '1959-03-02' },
  previous: LAST_TIME,
};

test('last time’s pressure is shown, habits are one tap, medicines are there already', () => {
  assert.deepEqual(lastTime(hypertension, LAST_TIME), {
    copy: { body_height: 158, medications: LAST_TIME.medications },
    tap: { daily_cigarettes: 0 },
    show: { systolic_blood_pressure: 146, diastolic_blood_pressure: 88 },
  });
});

test('at the first follow-up there is nothing from last time', () => {
  assert.deepEqual(lastTime(hypertension, null), { copy: {}, tap: {}, show: {} });
});

test('a value that the form no longer takes is not carried on', () => {
  const offers = lastTime(hypertension, { daily_cigarettes: 'many', body_height: 158.123 });

  assert.deepEqual(offers, { copy: {}, tap: {}, show: {} });
});

test('a follow-up opens with day, mode, doctor, height and medicines, each saying whence', () => {
  const { body, origins } = openDocument(hypertension, { context, channel: 'telephone' });

  assert.deepEqual(body, {
    visit_date: '2026-11-25',
    visit_mode: 'phone',
    responsible_doctor: 'staff-wang',
    body_height: 158,
    medications: LAST_TIME.medications,
  });
  assert.deepEqual(origins, {
    visit_date: 'prefill',
    visit_mode: 'channel',
    responsible_doctor: 'prefill',
    body_height: 'last_time',
    medications: 'last_time',
  });
});

test('a medicine copied on two phones is one row', () => {
  const first = openDocument(hypertension, { context }).body;
  const second = openDocument(hypertension, { context }).body;

  assert.equal(first.medications[0]._row, second.medications[0]._row);
});

test('who has hypertension and diabetes is measured once', () => {
  const measured = {
    systolic_blood_pressure: 152,
    diastolic_blood_pressure: 94,
    body_weight: 61.5,
    heart_rate: 72,
    next_visit_date: '2026-12-09',
    responsible_doctor: 'staff-li',
  };
  const opening = { context: { ...context, previous: null } };

  const { body, origins } = openDocument(diabetes, {
    ...opening,
    sameDay: [{ form: hypertension, body: measured }],
  });

  assert.equal(body.systolic_blood_pressure, 152);
  assert.equal(body.diastolic_blood_pressure, 94);
  assert.equal(body.body_weight, 61.5);
  assert.equal(origins.body_weight, 'same_day');
  assert.equal(body.next_visit_date, undefined);
  assert.equal(body.responsible_doctor, 'staff-wang');
});

test('today’s weight goes before last time’s height of another form', () => {
  const today = { body_height: 157 };

  const { body } = openDocument(hypertension, {
    context,
    sameDay: [{ form: diabetes, body: today }],
  });

  assert.equal(body.body_height, 157);
});

test('an examination has its own weight: it is not taken from a follow-up', () => {
  const examination = forms.get('health_examination');

  assert.deepEqual(sameDayValues(examination, hypertension, { body_weight: 61.5 }), {});
});

test('paper entered later takes nothing from today, and is offered it', () => {
  const { body } = openDocument(hypertension, { context, late: true });

  assert.equal(body.visit_date, undefined);
  assert.equal(body.responsible_doctor, undefined);
  const offered = suggestions(hypertension, body, context, { late: true });
  assert.equal(offered.responsible_doctor, 'staff-wang');
});

test('a station puts nothing into the sections of another', () => {
  const examination = forms.get('health_examination');
  const laboratory = new Set(
    examination.sections.filter(({ station }) => station === 'laboratory').map(({ id }) => id),
  );

  const { body } = openDocument(examination, { context, sections: laboratory });

  for (const id of Object.keys(body)) {
    assert.ok(laboratory.has(examination.byId.get(id).section), id);
  }
});

test('the class is proposed from the pressure and the age, and not put in', () => {
  const body = {
    visit_date: '2026-11-25',
    systolic_blood_pressure: 148,
    diastolic_blood_pressure: 86,
  };

  const at67 = suggestions(hypertension, body, context);
  const at50 = suggestions(hypertension, body, {
    ...context,
    resident: { birth_date: '1976-03-02' },
  });

  assert.equal(at67.control_class, 'controlled');
  assert.equal(at50.control_class, 'uncontrolled');
  assert.equal(body.control_class, undefined);
});

test('what the doctor has answered is not proposed again', () => {
  const offered = suggestions(
    hypertension,
    { systolic_blood_pressure: 148, diastolic_blood_pressure: 86, control_class: 'complication' },
    context,
  );

  assert.equal(offered.control_class, undefined);
});

test('a new medicine is counted in milligrams until somebody says otherwise', () => {
  assert.deepEqual(openRow(hypertension, 'medications'), { dose_unit: 'mg' });
});

test('every form opens, knowing nothing and knowing last time', () => {
  for (const form of forms.values()) {
    assert.ok(openDocument(form, { context: {} }).body);
    assert.ok(openDocument(form, { context, channel: 'home' }).body);
  }
});
