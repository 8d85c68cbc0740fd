// What the phone's tests share: the vectors, and the compiled forms of both folders.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { loadForms } from '../../pwa/js/forms/load.js';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDERS = ['forms', 'tests/forms'];
const COMPILED = join(ROOT, 'build', 'forms_of_tests.json');

/**
 * The vectors of tests/vectors/<name>.json.
 *
 * @param {string} name
 */
export const vectors = (name) =>
  JSON.parse(readFileSync(join(ROOT, 'tests', 'vectors', `${name}.json`), 'utf8'));

/** When a file of these folders was last written; milliseconds. */
function newest(...folders) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => /\.(yaml|py)$/.test(name))
      .map((name) => join(ROOT, folder, name)),
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

/** What the server compiles of the shipped forms and those of the tests; compiled when stale. */
export function compiledForms() {
  const made = statSync(COMPILED, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (made < newest('server/forms', ...FOLDERS)) compile();
  return JSON.parse(readFileSync(COMPILED, 'utf8'));
}

/** Each test file is a process of its own: another may read while this one writes. */
function compile() {
  mkdirSync(join(ROOT, 'build'), { recursive: true });
  const fresh = `${COMPILED}.${process.pid}`;
  const python = join(ROOT, '.venv', 'bin', 'python');
  const arguments_ = ['-m', 'server.forms.compile', '--out', fresh, ...FOLDERS];
  execFileSync(python, arguments_, { cwd: ROOT });
  renameSync(fresh, COMPILED);
}

/** Every form of both folders, by id. */
export const allForms = () => loadForms(compiledForms());
