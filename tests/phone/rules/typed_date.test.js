// A date in the spellings that people use: as far as it is written, and nothing made up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as dates from '../../../pwa/js/rules/typed_date.js';

test('a birth date is understood as pasted or typed', () => {
  const written = ['1938年5月5日', '19380505', '1938-5-5', '1938/05/05', '１９３８．５．５'];

  for (const text of written) assert.equal(dates.readDate(text), '1938-05-05', text);
});

test('a day that no calendar has is no date', () => {
  for (const text of ['19380231', '2023-02-29', '20261301', '1938年5月', '05/05/1938', '']) {
    assert.equal(dates.readDate(text), null, text);
  }
});
