// Builds the app into build/app: hashed files, the page that lists them, the service worker that keeps them.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { basename, dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { catalogues } from './js/i18n/plugin.mjs';

const OUT = 'build/app';
/** Gzipped bytes of JavaScript that may stand between a phone and its first list, the worker included. */
const BUDGET = 60_000;
const ENTRIES = {
  app: 'pwa/js/main.js',
  worker: 'pwa/js/worker/worker.js',
  style: 'pwa/css/app.css',
};
const SETTINGS = /** @type {const} */ ({
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome80'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  logLevel: 'warning',
  // Without it some packages carry what only their developers need.
  define: { 'process.env.NODE_ENV': '"production"' },
  // Phones of 2020 lack a few of the methods that the code uses.
  inject: ['pwa/js/old_browsers.js'],
});

/** Which version of ids a file makes: of the package each brings its own, and not all of them. */
const IDS = { 'document_id.js': 'v7', 'natural_keys.js': 'v5' };

/** @returns {import('esbuild').Plugin} Takes apart the one file through which uuid offers everything */
const idsApart = () => ({
  name: 'ids apart',
  setup(on) {
    on.onResolve({ filter: /^uuid$/ }, async ({ importer, kind, resolveDir, pluginData }) => {
      if (pluginData) return undefined;
      const whole = await on.resolve('uuid', {
        kind,
        resolveDir,
        pluginData: { isWhole: true },
      });
      const version = /** @type {Record<string, string>} */ (IDS)[basename(importer)];
      return { path: version, namespace: 'uuid', pluginData: dirname(whole.path) };
    });
    on.onLoad({ filter: /./, namespace: 'uuid' }, ({ path, pluginData }) => ({
      contents: `export { default as ${path} } from './${path}.js';`,
      resolveDir: pluginData,
    }));
  },
});

/** @param {string} path */
const gzipped = (path) => gzipSync(readFileSync(path), { level: 9 }).length;

/** @param {string} text */
const hashOf = (text) =>
  createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase();

/** The forms as one file with its hash in its name; page and worker load the same. */
function writeForms() {
  const forms = readFileSync('build/forms.json', 'utf8');
  const path = `${OUT}/forms-${hashOf(forms)}.json`;
  writeFileSync(path, forms);
  return path;
}

/**
 * A file and what it imports at once (not what it opens later).
 *
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {string} path
 * @param {Set<string>} seen
 */
function withImports(outputs, path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  const atOnce = outputs[path].imports.filter((one) => one.kind === 'import-statement');
  for (const one of atOnce) withImports(outputs, one.path, seen);
  return seen;
}

/** Every built file, in a fixed order. */
const allFiles = () =>
  readdirSync(OUT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** @param {string} path */
const address = (path) => `/${relative(OUT, path)}`;

/** @param {{app: string, worker: string, style: string, forms: string, first: string[]}} built */
function writePage({ app, worker, style, forms, first }) {
  const files = [
    `<link rel="stylesheet" href="${address(style)}" />`,
    ...first.map((path) => `<link rel="modulepreload" href="${address(path)}" />`),
    `<script type="module" src="${address(app)}" data-worker="${address(worker)}" data-forms="${address(forms)}"></script>`,
  ];
  const page = readFileSync('pwa/index.html', 'utf8').replace(
    '<!-- built files -->',
    files.join('\n    '),
  );
  writeFileSync(`${OUT}/index.html`, page);
}

async function writeServiceWorker() {
  const files = allFiles();
  const version = hashOf(
    files.map((path) => path + hashOf(readFileSync(path, 'latin1'))).join(),
  );
  const paths = files.map((path) => (path.endsWith('index.html') ? '/' : address(path)));
  await build({
    ...SETTINGS,
    entryPoints: { sw: 'pwa/service-worker/index.js', 'sw-off': 'pwa/service-worker/off.js' },
    outdir: OUT,
    format: 'iife',
    define: { __PRECACHE__: JSON.stringify(paths), __VERSION__: JSON.stringify(version) },
  });
}

function compressAll() {
  for (const path of allFiles()) {
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
  }
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const { metafile } = await build({
  ...SETTINGS,
  entryPoints: ENTRIES,
  outdir: OUT,
  splitting: true,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  plugins: [catalogues(), idsApart()],
});
const outputs = metafile.outputs;
const outputOf = (/** @type {string} */ entry) =>
  /** @type {string} */ (
    Object.keys(outputs).find((path) => outputs[path].entryPoint === entry)
  );
const [app, worker, style] = Object.values(ENTRIES).map(outputOf);
const first = withImports(outputs, worker, withImports(outputs, app));

cpSync('pwa/icons', `${OUT}/icons`, { recursive: true });
cpSync('pwa/manifest.webmanifest', `${OUT}/manifest.webmanifest`);
const forms = writeForms();
writePage({
  app,
  worker,
  style,
  forms,
  first: [...first].filter((path) => path !== app && path !== worker),
});
await writeServiceWorker();
compressAll();

const needed = [...first].map(gzipped).reduce((sum, size) => sum + size, 0);
for (const path of Object.keys(outputs))
  console.log(`${String(gzipped(path)).padStart(7)} ${relative(OUT, path)}`);
console.log(`${String(gzipped(forms)).padStart(7)} ${relative(OUT, forms)}`);
console.log(
  `${String(needed).padStart(7)} gzipped JavaScript until the first list (budget ${BUDGET})`,
);
if (needed > BUDGET)
  throw new Error(`The first list needs ${needed} bytes of JavaScript; ${BUDGET} are allowed.`);
