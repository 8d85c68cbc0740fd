// Lets tests import what speaks: the app imports its catalogues as the build does, compiled.
import { registerHooks } from 'node:module';
import { compileFile } from '../../../pwa/js/i18n/compile.mjs';

const compiled = Object.fromEntries(
  await Promise.all(
    ['zh-CN', 'en'].map(async (name) => {
      const url = new URL(`../../../pwa/js/i18n/${name}.json`, import.meta.url);
      return [url.href, `export default ${await compileFile(url)}`];
    }),
  ),
);
registerHooks({
  load(url, context, next) {
    const [whole] = url.split('?first');
    if (!(whole in compiled)) return next(url, context);
    return { format: 'module', source: compiled[whole], shortCircuit: true };
  },
});
globalThis.document = { documentElement: { lang: '' }, addEventListener() {} };
