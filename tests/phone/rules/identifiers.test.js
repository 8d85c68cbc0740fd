// Identifiers: what is typed, scanned or imported, against the shared vectors.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isSigned, parseCardToken } from '../../../pwa/js/rules/card_token.js';
import { newId, parseDocumentId } from '../../../pwa/js/rules/document_id.js';
import { makeHouseholdCode, parseHouseholdCode } from '../../../pwa/js/rules/household_code.js';
import {
  isIdentityNumber,
  maskIdentityNumber,
  parseIdentityNumber,
} from '../../../pwa/js/rules/identity_number.js';
import { extensionIn, parsePhoneNumber } from '../../../pwa/js/rules/phone_number.js';
import { makeRecordCode, parseRecordCode } from '../../../pwa/js/rules/record_code.js';
import { vectors } from '../vectors.js';

const identifiers = vectors('identifiers');

/** Each vector of a kind is a test of its own. */
function holdTo(kind, parse) {
  for (const { case: name, input, expect } of identifiers[kind]) {
    test(`${kind}: ${name}`, () => assert.deepEqual(parse(input), expect));
  }
}

holdTo('id_number', (typed) => parseIdentityNumber(typed, identifiers.today));
holdTo('record_code', parseRecordCode);
holdTo('household_code', parseHouseholdCode);
holdTo('phone', parsePhoneNumber);
holdTo('card_token', parseCardToken);
holdTo('document_id', parseDocumentId);

test('a number that was read is one that the form takes', () => {
  for (const { expect } of identifiers.id_number) {
    if (expect.ok) assert.ok(isIdentityNumber(expect.value));
  }
});

test('lists and logs show no whole identity number', () => {
  for (const { input, expect } of identifiers.id_number_mask) {
    assert.equal(maskIdentityNumber(input), expect);
  }
});

test('a village that issues a serial gets the code that everybody else computes', () => {
  for (const { village, serial, expect } of identifiers.record_code_make) {
    assert.equal(makeRecordCode(village, serial), expect);
  }
});

test('a household code that was issued is read again', () => {
  const code = makeHouseholdCode('329901101203', 318);

  assert.equal(code, '3299011012030031847');
  assert.equal(parseHouseholdCode(code).serial, 318);
});

test('one wrong digit of a record code, or two exchanged, never passes', () => {
  const code = makeRecordCode('329901101203', 42);
  for (let at = 0; at < code.length; at += 1) {
    for (const digit of '0123456789') {
      const wrong = code.slice(0, at) + digit + code.slice(at + 1);
      assert.equal(parseRecordCode(wrong).ok, digit === code[at], wrong);
    }
    const [a, b] = code.slice(at, at + 2);
    if (b === undefined || a === b) continue;
    const swapped = code.slice(0, at) + b + a + code.slice(at + 2);
    assert.equal(parseRecordCode(swapped).ok, false, swapped);
  }
});

test("a phone without network knows the county's cards from forged ones", async () => {
  for (const { case: name, input, signature_valid: expected } of identifiers.card_token) {
    if (expected === undefined) continue;
    const token = parseCardToken(input);
    assert.equal(await isSigned(token, identifiers.card_keys), expected, name);
  }
});

test('a card signed with a key that the county does not have is none of ours', async () => {
  const token = parseCardToken(identifiers.card_token[0].input);

  assert.equal(await isSigned(token, {}), false);
});

test('a new id is one that the server takes', () => {
  const made = parseDocumentId(newId());

  assert.equal(made.version, 7);
});

test('an extension is told from its number, after a word or a hyphen', () => {
  const landline = { number: '0571-88886666', extension: '801' };
  const written = ['0571-88886666-801', '0571-88886666转801', '057188886666 ext. 801'];

  for (const typed of written) assert.deepEqual(extensionIn(typed), landline, typed);
  assert.deepEqual(extensionIn('13900001234－8'), { number: '13900001234', extension: '8' });
});

test('what has no extension is none: a whole number, and one that is wrong otherwise', () => {
  for (const typed of [
    '0571-8888-6666',
    '139 0000 1234',
    '0571-8888',
    '1390000123',
    '转801',
    '',
  ])
    assert.equal(extensionIn(typed), null, typed);
});
