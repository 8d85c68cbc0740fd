// Types: what only names, numbers and calendars of real people show.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { typeError } from '../../../pwa/js/forms/type_errors.js';

const field = (type, definition = {}) => ({
  type,
  definition,
  options: definition.options ?? [],
});

test('a rare character of a name counts once', () => {
  const name = field('text', { max_length: 2 });

  assert.equal(typeError(name, '\u{20BB7}\u{20BB7}'), null);
  assert.equal(typeError(name, '\u{20BB7}ab'), 'max_length');
});

test('a pattern is held to the whole text', () => {
  const month = field('text', { pattern: '[0-9]{4}-(0[1-9]|1[0-2])' });

  assert.equal(typeError(month, '2026-11'), null);
  assert.equal(typeError(month, '2026-11-25'), 'pattern');
  assert.equal(typeError(month, '2026-11\n'), 'pattern');
});

test('digits after the point are counted as people write them', () => {
  const glucose = field('decimal');

  assert.equal(typeError(glucose, 0.1 + 0.2), null);
  assert.equal(typeError(glucose, 7.25), 'decimals');
  assert.equal(typeError(field('decimal', { decimals: 2 }), 1.005), 'decimals');
  assert.equal(typeError(glucose, 1e300), null);
});

test('people remember a year, a month or a day, none that never was', () => {
  for (const date of ['1987', '1987-05', '1987-05-31']) {
    assert.equal(typeError(field('partial_date'), date), null);
  }
  for (const date of ['87', '1987-13', '1987-02-30', '0000', '1987-05-31-01']) {
    assert.equal(typeError(field('partial_date'), date), 'type');
  }
});

test('an instant is in UTC and exists', () => {
  assert.equal(typeError(field('datetime'), '2021-11-30T23:59:59Z'), null);
  for (const text of ['2021-11-30T24:00:00Z', '2021-11-31T08:00:00Z', '2021-11-30T08:00:00']) {
    assert.equal(typeError(field('datetime'), text), 'type');
  }
});

test('none excludes every other choice', () => {
  const options = [{ code: 'none', exclusive: true }, { code: 'cough' }];

  assert.equal(typeError(field('choices', { options }), ['none']), null);
  assert.equal(typeError(field('choices', { options }), ['none', 'cough']), 'exclusive');
  assert.equal(typeError(field('choices', { options }), ['cough', 'cough']), 'duplicate');
  assert.equal(typeError(field('choices', { options }), ['toString']), 'option');
});
