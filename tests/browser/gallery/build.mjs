// Builds the gallery into build/gallery: one page without a server, opened by its file.
import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { catalogues } from '../../../pwa/js/i18n/plugin.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const OUT = here('../../../build/gallery');

await mkdir(OUT, { recursive: true });
await build({
  entryPoints: {
    gallery: here('./gallery.jsx'),
    late_screen: here('./late_screen.jsx'),
    style: here('../../../pwa/css/app.css'),
  },
  outdir: OUT,
  bundle: true,
  // A page opened by its file may load no modules.
  format: 'iife',
  target: ['chrome80'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [catalogues()],
  logLevel: 'warning',
});
await copyFile(here('./gallery.html'), `${OUT}/gallery.html`);
