// esbuild plugin: an import of a catalogue (zh-CN.json, en.json) brings its compiled messages.
import { compileFile } from './compile.mjs';

/** Sections, and messages, that are said before and on the first list, also the very first time. */
const FIRST = new Set([
  ...'common list date person state why pill tab row unlock enrol today problem app door pad'.split(
    ' ',
  ),
  'desk.title',
  'sync.away',
  'sync.full',
  'sync.portal',
]);

/** Messages of those sections that are said only later: by section. */
const LATER = {
  common: 'close edit last last_value larger not_filled more entries',
  date: 'hint no_day no_month no_such_day',
  pad: 'not_taken next previous',
  problem: 'back_today',
  tab: 'station progress board figures health looked card',
};
const LATER_IDS = new Set(
  Object.entries(LATER).flatMap(([section, ids]) =>
    ids.split(' ').map((id) => `${section}.${id}`),
  ),
);

/** @param {string} id @returns {boolean} Whether a message comes with the first files */
export const isFirst = (id) =>
  !LATER_IDS.has(id) && (FIRST.has(id) || FIRST.has(id.split('.')[0]));

const FIRST_ONLY = '?first';

/** @param {string} compiled A catalogue as JSON @returns {string} What the first list needs of it */
function firstOf(compiled) {
  const messages = Object.entries(JSON.parse(compiled));
  return JSON.stringify(Object.fromEntries(messages.filter(([id]) => isFirst(id))));
}

/**
 * What is imported at once, or as `?first`, brings only the sections of the first list; what is
 * imported later, all.
 *
 * @returns {import('esbuild').Plugin}
 */
export function catalogues() {
  return {
    name: 'catalogues',
    setup(build) {
      build.onResolve(
        { filter: /[\\/](zh-CN|en)\.json(\?first)?$/ },
        ({ path, resolveDir, kind }) => ({
          path: new URL(path, `file://${resolveDir}/`).pathname,
          suffix: path.endsWith(FIRST_ONLY) || kind === 'import-statement' ? FIRST_ONLY : '',
        }),
      );
      build.onLoad({ filter: /[\\/]i18n[\\/][\w-]+\.json$/ }, async ({ path, suffix }) => {
        const compiled = await compileFile(path);
        return { contents: suffix ? firstOf(compiled) : compiled, loader: 'json' };
      });
    },
  };
}
