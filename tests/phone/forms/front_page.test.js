// The front page: the shared vectors, and what no lane may tell.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { vectors } from '../vectors.js';
import { asJson, forms, frozen, records } from './facts.js';

const cases = frozen([...vectors('front_page').vectors, ...vectors('put_off').vectors]);

for (const { case: name, facts, expect } of cases)
  test(`front page: ${name}`, () => {
    assert.deepEqual(asJson(records.frontPage(facts)), expect.page);
  });

test('the current documents give the page that all documents give', () => {
  for (const { case: name, facts, expect } of cases) {
    const documents = facts.documents.filter(({ id }) => expect.current.includes(id));

    assert.deepEqual(asJson(records.frontPage({ ...facts, documents })), expect.page, name);
  }
});

test('the page of the record tells nothing of another lane', () => {
  const secret = /severe_mental_illness|tuberculosis|smi_|tb_/;
  for (const { case: name, facts } of cases) {
    const asRecord = { ...facts, lane: 'record' };

    const page = JSON.stringify(records.frontPage(asRecord));
    const row = JSON.stringify(records.indexRow(asRecord));

    assert.doesNotMatch(page, secret, name);
    assert.doesNotMatch(row, secret, name);
  }
});

test('the order in which documents arrived changes no page', () => {
  for (const { case: name, facts, expect } of cases) {
    const documents = facts.documents.toReversed();

    assert.deepEqual(asJson(records.frontPage({ ...facts, documents })), expect.page, name);
  }
});

test('a page looks back to the first day of last year', () => {
  const { facts } = cases[0];
  /** What is recent of one follow-up on a day. */
  const recentOn = (visit_date) => {
    const body = { visit_date, systolic_blood_pressure: 150, diastolic_blood_pressure: 90 };
    const documents = [{ id: 'f', form: 'hypertension_follow_up', body }];
    const { parts, values } = records.frontPage({ ...facts, documents });
    return [parts.programmes.recent, values.blood_pressure.trend.length];
  };

  assert.deepEqual(recentOn('2024-12-31'), [0, 0]);
  assert.deepEqual(recentOn('2025-01-01'), [1, 1]);
});

// How long a page holds is worked out from birthdays and dates alone, see front_page_status.js.
test('resident_basic asks for today only in ages of years and in limits', () => {
  const form = forms.get('resident_basic');
  const columns = [...form.columns.values()].flat();
  const texts = [...form.fields, ...columns].flatMap(({ definition }) => [
    definition.show_if,
    definition.required?.when,
    definition.core?.when,
    definition.computed,
    ...[definition.min, definition.max].filter((limit) => limit !== 'today'),
  ]);
  texts.push(...form.sections.map(({ showIf }) => showIf), ...form.checks.map(({ when }) => when));

  const rest = texts.map((text) =>
    String(text ?? '').replaceAll('age_years(birth_date, today)', ''),
  );

  for (const text of rest) assert.doesNotMatch(text, /\btoday\b|age_months|age_days/);
});
