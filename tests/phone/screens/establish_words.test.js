// What one is told while somebody is established: what the tap does, what is missing, what is not kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import '../i18n/built.js';

const { createWords, keptWords } = await import('../../../pwa/js/screens/establish_words.js');
const { takeDefinitions } = await import('../../../pwa/js/stores/phone.js');
const { speak } = await import('../../../pwa/js/i18n/language.js');

takeDefinitions(JSON.parse(readFileSync('build/forms.json', 'utf8')));
afterEach(() => speak('zh-CN'));

/** With thin gaps and those that hold together as plain spaces. @param {string} words */
const plain = (words) => words.replace(/[\u00a0\u2009\u202f]/g, ' ');

test('who agrees gets a record, and the button and what follows say so', () => {
  const person = { name: '李国强', record_consent: 'agreed' };

  assert.equal(plain(createWords(person)), '建档：李国强');
  assert.match(plain(keptWords(person)), /^李国强 的档案存好了/);
});

test('who declines gets none: it is noted, and nothing speaks of a record that was opened', async () => {
  const person = { name: '李国强', record_consent: 'declined' };

  assert.equal(plain(createWords(person)), '记下：李国强 不同意建档');
  assert.equal(plain(keptWords(person)), '李国强 不同意建档，记下了，在本机');

  await speak('en');

  assert.equal(createWords(person), 'Note that 李国强 refuses a record');
  assert.equal(keptWords(person), 'It is noted on this phone that 李国强 refuses a record');
});
