// Lint rules of the phone's code, and which way its imports go.
import js from '@eslint/js';
import globals from 'globals';

/** Folders of pwa/js from the screen down; a folder imports only from those after it. */
const LAYERS = ['screens', 'parts', 'stores', 'worker', 'sync', 'forms', 'db', 'rules', 'seal'];
/** Folders that stand beside each other and do not import one another. */
const BESIDE = { forms: ['db'], rules: ['seal'] };
/** The page's own: they reach the worker by its bridge alone, and sync and database not at all. */
const ON_THE_PAGE = ['screens', 'parts', 'stores'];
const IN_THE_WORKER = ['**/sync/**', '**/db/**', '**/worker/**', '!**/worker/bridge.js'];

/** @param {string} folder */
function importsGoDown(folder) {
  const above = LAYERS.slice(0, LAYERS.indexOf(folder));
  const forbidden = [...above, ...(BESIDE[folder] ?? [])];
  const patterns = [];
  if (forbidden.length > 0) {
    patterns.push({
      group: forbidden.map((name) => `**/${name}/**`),
      message: `Imports go down: ${folder} knows nothing of ${forbidden.join(', ')}.`,
    });
  }
  if (ON_THE_PAGE.includes(folder)) {
    patterns.push({
      group: IN_THE_WORKER,
      message: 'No record is read, parsed or sealed on the page: ask worker/bridge.js.',
    });
  }
  return {
    files: [`pwa/js/${folder}/**`],
    rules: { 'no-restricted-imports': ['error', { patterns }], ...laterImports(folder) },
  };
}

/** What is imported later is imported all the same. @param {string} folder */
const laterImports = (folder) =>
  ON_THE_PAGE.includes(folder) && {
    'no-restricted-syntax': [
      'error',
      {
        selector: 'ImportExpression[source.value=/\\u002F(sync|db|worker)\\u002F/]',
        message: 'Sync, database and worker are not the page’s, nor later.',
      },
    ],
  };

export default [
  { ignores: ['build/**', 'node_modules/**', '.venv/**', 'data/**'] },
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2024,
      sourceType: 'module',
      globals: { ...globals.browser, ...globals.worker },
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }], eqeqeq: 'error' },
  },
  {
    files: ['pwa/service-worker/**'],
    languageOptions: {
      globals: { ...globals.serviceworker, __PRECACHE__: 'readonly', __VERSION__: 'readonly' },
    },
  },
  {
    files: ['**/*.mjs', 'tests/**', 'bench/**', 'eslint.config.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  { files: ['**/*.jsx'] },
  ...LAYERS.map(importsGoDown),
];
