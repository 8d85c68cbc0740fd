// esbuild plugin: an import of a catalogue (zh-CN.json, en.json) brings its compiled messages.
import { compileFile } from './compile.mjs';

/** @returns {import('esbuild').Plugin} */
export function catalogues() {
  return {
    name: 'catalogues',
    setup(build) {
      build.onLoad({ filter: /[\\/]i18n[\\/][\w-]+\.json$/ }, async ({ path }) => ({
        contents: await compileFile(path),
        loader: 'json',
      }));
    },
  };
}
