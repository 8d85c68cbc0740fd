// Lint rules of the phone's code, and which way its imports go.
import js from '@eslint/js';
import globals from 'globals';

/** Folders of pwa/js from the screen down; a folder imports only from those after it. */
const LAYERS = ['screens', 'parts', 'stores', 'worker', 'sync', 'forms', 'db', 'rules', 'seal'];
/** Folders that stand beside each other and do not import one another. */
const BESIDE = { forms: ['db'], rules: ['seal'] };

/** @param {string} folder */
function importsGoDown(folder) {
  const above = LAYERS.slice(0, LAYERS.indexOf(folder));
  const forbidden = [...above, ...(BESIDE[folder] ?? [])];
  return {
    files: [`pwa/js/${folder}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: forbidden.map((name) => `**/${name}/**`),
              message: `Imports go down: ${folder} knows nothing of ${forbidden.join(', ')}.`,
            },
          ],
        },
      ],
    },
  };
}

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
  // The first layer may import from all others.
  ...LAYERS.slice(1).map(importsGoDown),
];
