// The index row: the shared vectors, and how long a row holds.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { daysOn } from '../../../pwa/js/forms/schedule_offsets.js';
import { vectors } from '../vectors.js';
import { asJson, frozen, records } from './facts.js';

const cases = frozen([...vectors('front_page').vectors, ...vectors('put_off').vectors]);
for (const { case: name, facts, expect } of cases)
  test(`index row: ${name}`, () => {
    assert.deepEqual(asJson(records.indexRow(facts)), expect.row);
  });

test('a resident without household or area has a row all the same', () => {
  const { facts } = cases[0];
  const resident = { ...facts.resident, links: undefined };

  const { household, area } = records.indexRow({ ...facts, resident, household: null });

  assert.deepEqual({ household, area }, { household: null, area: null });
});

/** The page of a day, from which the row is made. */
const pageOn = (facts, today) => JSON.stringify(records.frontPage({ ...facts, today }));

// Day by day is too slow for a phone; here it shows that no day of a change was passed over,
// also from days on which the vectors do not look.
test('a row holds until the day before its page changes, and not a day less', () => {
  for (const { case: name, facts } of cases) {
    const today = daysOn(facts.today, 59);
    const now = pageOn(facts, today);

    const until = records.indexRow({ ...facts, today }).holds_until;

    for (let day = today; day <= until; day = daysOn(day, 1))
      assert.equal(pageOn(facts, day), now, `${name} on ${day}`);
    const end = daysOn(today, 366);
    if (until !== end) assert.notEqual(pageOn(facts, daysOn(until, 1)), now, `${name}, ${until}`);
    assert.ok(until <= end, name);
  }
});
