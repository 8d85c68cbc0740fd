// Starts the app. The only file with side effects on import.
import { h, render } from 'preact';
import { App } from './screens/app.jsx';
import { applyLook } from './stores/look.js';
import { startApp } from './stores/start.js';

async function start() {
  await applyLook();
  render(h(App, null), /** @type {HTMLElement} */ (document.getElementById('app')));
  await startApp();
}

void start();
