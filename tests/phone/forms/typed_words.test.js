// Numbers in the spellings that people use become what the forms keep; the rest stays as it was typed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedWords } from '../../../pwa/js/forms/typed_words.js';

const TODAY = '2026-11-25';

test('a telephone number is kept in one spelling, however it was typed', () => {
  for (const typed of [
    '13800001234',
    '138 0000 1234',
    '138-0000-1234',
    '+86 138 0000 1234',
    '１３８００００１２３４',
  ]) {
    assert.equal(storedWords('phone', typed, TODAY), '13800001234', typed);
  }
});

test('a telephone number with an extension, or half of one, stays as it was typed', () => {
  for (const typed of ['010-62345678转12', '1380000', '没有']) {
    assert.equal(storedWords('phone', typed, TODAY), typed);
  }
});

test('an identity number is kept without spaces, with a capital X, and in 18 characters', () => {
  assert.equal(storedWords('id_number', '110101 19000307 867x', TODAY), '11010119000307867X');
  assert.equal(storedWords('id_number', '１１０１０１１９０００３０７８６７ｘ', TODAY), '11010119000307867X');
  assert.equal(storedWords('id_number', '1101011900', TODAY), '1101011900');
});

test('a date of which only the year or the month is known is kept as far as it goes', () => {
  for (const [typed, kept] of [
    ['2012', '2012'],
    ['201203', '2012-03'],
    ['2012年3月', '2012-03'],
    ['２０１２．３．５', '2012-03-05'],
    ['很久了', '很久了'],
  ]) {
    assert.equal(storedWords('partial_date', typed, TODAY), kept, typed);
  }
});

test('words of other kinds are kept letter by letter', () => {
  assert.equal(storedWords('text', '+86 138', TODAY), '+86 138');
});
