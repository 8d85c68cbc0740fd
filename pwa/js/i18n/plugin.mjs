// esbuild plugin: an import of a catalogue (zh-CN.json, en.json) brings its compiled messages.
import { compileFile } from './compile.mjs';

/** Sections that are said before and on the first list. */
const FIRST = new Set(
  'common list date person state why pill tab row unlock today problem app door pad'.split(' '),
);

/** @param {string} compiled A catalogue as JSON @returns {string} What the first list needs of it */
function firstOf(compiled) {
  const messages = Object.entries(JSON.parse(compiled));
  return JSON.stringify(
    Object.fromEntries(messages.filter(([id]) => FIRST.has(id.split('.')[0]))),
  );
}

/**
 * What is imported at once brings only the sections of the first list; what is imported later, all.
 *
 * @returns {import('esbuild').Plugin}
 */
export function catalogues() {
  return {
    name: 'catalogues',
    setup(build) {
      build.onResolve({ filter: /[\\/](zh-CN|en)\.json$/ }, ({ path, resolveDir, kind }) => ({
        path: new URL(path, `file://${resolveDir}/`).pathname,
        suffix: kind === 'import-statement' ? '?first' : '',
      }));
      build.onLoad({ filter: /[\\/]i18n[\\/][\w-]+\.json$/ }, async ({ path, suffix }) => {
        const compiled = await compileFile(path);
        return { contents: suffix ? firstOf(compiled) : compiled, loader: 'json' };
      });
    },
  };
}
