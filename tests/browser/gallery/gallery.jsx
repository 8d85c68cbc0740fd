// The gallery: every part in every state, on pages that look like the app's. Only for tests and for the eye.
//
// gallery.html#<page>/<language>/<look>, for instance #today/en/sunlight; the page is drawn anew when the
// hash changes.
import { render } from 'preact';
import { allWords, speak } from '../../../pwa/js/i18n/language.js';
import * as door from './pages_door.jsx';
import * as form from './pages_form.jsx';
import * as parts from './pages_parts.jsx';
import * as start from './pages_start.jsx';
import * as sync from './pages_sync.jsx';
import * as trying from './pages_trying.jsx';
import { ownWords } from './words.js';

const PAGES = { ...door, ...form, ...sync, ...start, ...parts, ...trying };

async function show() {
  const [name = 'Marks', language = 'zh-CN', look = ''] = location.hash.slice(1).split('/');
  const Page = PAGES[name];
  document.documentElement.dataset.look = look;
  await Promise.all([speak(language), allWords(), ownWords()]);
  render(null, document.getElementById('app'));
  render(<Page />, document.getElementById('app'));
  document.documentElement.dataset.shown = location.hash;
}

globalThis.galleryPages = Object.keys(PAGES).filter((name) => /^[A-Z]/.test(name));
addEventListener('hashchange', show);
show();
