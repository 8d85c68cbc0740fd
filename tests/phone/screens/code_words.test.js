// A record's code: printed in groups once there is one, and never made up before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../i18n/built.js';

const { codeWords } = await import('../../../pwa/js/screens/code_words.js');
const { makeRecordCode } = await import('../../../pwa/js/rules/record_code.js');

test('a record without a code says that it follows', () => {
  assert.equal(codeWords(undefined), '编码随后补');
});

test('who declined a record is promised no code', () => {
  assert.equal(codeWords(undefined, 'declined'), '不同意建档');
  assert.equal(codeWords(undefined, 'agreed'), '编码随后补');
});

test('a code is said in the groups in which it is printed', () => {
  const code = makeRecordCode('329901100201', 7);

  assert.match(codeWords(code), /^编码\u00a0329901\u00a0100\u00a0201\u00a01\d\d\u00a000007$/);
});
