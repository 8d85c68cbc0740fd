// Both catalogues say the same things, and the app says nothing that stands in none.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { cataloguePath, compileCatalogue } from '../../../pwa/js/i18n/compile.mjs';
import { isFirst } from '../../../pwa/js/i18n/plugin.mjs';

const APP = new URL('../../../pwa/js/', import.meta.url);

const chinese = await catalogue('zh-CN');
const english = await catalogue('en');
const source = await sourceText();

/** @param {string} language @returns {Promise<Record<string, string>>} */
async function catalogue(language) {
  return JSON.parse(await readFile(cataloguePath(language), 'utf8'));
}

/** The app's code in one text. */
async function sourceText() {
  const files = await readdir(APP, { recursive: true });
  const code = files.filter((file) => /\.jsx?$/.test(file));
  const texts = await Promise.all(code.map((file) => readFile(new URL(file, APP), 'utf8')));
  return texts.join('\n');
}

/** Names of a message's placeholders, those inside plural forms included. */
function placeholders(message) {
  const names = new Set();
  const visit = (token) => {
    if (typeof token === 'string') return;
    names.add(token[0]);
    const choices = typeof token[2] === 'object' && token[2] ? Object.values(token[2]) : [];
    choices.filter(Array.isArray).flat().forEach(visit);
  };
  compileMessageOrThrow(message).forEach(visit);
  names.delete('#');
  return [...names].sort();
}

/** Whether the code names the message, or builds its key from a word: t(`state.${state}`). */
function isUsed(id) {
  if (source.includes(`'${id}'`) || source.includes(`"${id}"`)) return true;
  const steps = id.split('.');
  return steps.some((_, depth) => depth > 0 && source.includes(`\`${stem(steps, depth)}.\${`));
}

const stem = (steps, depth) => steps.slice(0, depth).join('.');

test('both languages have the same messages, in the same order', () => {
  assert.deepEqual(Object.keys(english), Object.keys(chinese));
});

test('a message has the same placeholders in both languages', () => {
  for (const id of Object.keys(chinese)) {
    assert.deepEqual(placeholders(english[id]), placeholders(chinese[id]), id);
  }
});

test('each message that the code asks for stands in the catalogues', () => {
  const asked = [...source.matchAll(/\bt\(\s*['"]([\w.]+)['"]/g)].map(([, id]) => id);

  assert.deepEqual(
    asked.filter((id) => !(id in chinese)),
    [],
  );
});

/** A file and those it imports at once. @param {URL} url @param {Map<string, string>} read */
async function withImports(url, read = new Map()) {
  if (read.has(url.href)) return read;
  const text = await readFile(url, 'utf8');
  read.set(url.href, text);
  for (const [, path] of text.matchAll(/^(?:import|export) .*?from '(\.[^']+\.jsx?)';/gms))
    await withImports(new URL(path, url), read);
  return read;
}

test('what stands before and on the first list says only what comes with the first files', async () => {
  const files = await withImports(new URL('main.js', APP));
  // The others of the first time bring all words.
  await withImports(new URL('screens/enrol.jsx', APP), files);
  await withImports(new URL('screens/other_tab.jsx', APP), files);
  assert.ok(files.has(new URL('screens/today.jsx', APP).href));

  for (const [file, text] of files)
    for (const [id] of text.matchAll(/(?<=\bt\(\s*['"`])[\w.]+/g))
      assert.ok(isFirst(id), `${file} says ${id}`);
});

test('no message stands unused', () => {
  const unused = Object.keys(chinese).filter((id) => !isUsed(id));

  assert.deepEqual(unused, []);
});

test('Chinese sentences end and pause with full-width signs', () => {
  const halfWidth = Object.entries(chinese).filter(([, text]) =>
    /[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\d)/.test(text),
  );

  assert.deepEqual(halfWidth, []);
});

test('the words that frighten or blame are not used', () => {
  const never = /失败|错误|非法|确定要|片区|同步成功|警告|Error|failed|Invalid|[!！]/;

  for (const [id, text] of [...Object.entries(chinese), ...Object.entries(english)]) {
    assert.doesNotMatch(text, never, id);
  }
});

test('no middle dot can come to stand at the start of a line', () => {
  for (const [id, text] of [...Object.entries(chinese), ...Object.entries(english)]) {
    assert.doesNotMatch(text, /(^|[^\u00a0])·/, id);
  }
});

test('a message that cannot be read stops the build and is named', () => {
  assert.throws(
    () => compileCatalogue({ 'today.left': '{count, plural, one {#}' }),
    /today\.left/,
  );
});
