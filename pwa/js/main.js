// Starts the app. The only file with side effects on import.
import { h, render } from 'preact';
import { App } from './screens/app.jsx';
import { applyLook } from './stores/look.js';
import { startApp } from './stores/start.js';

async function start() {
  await applyLook();
  // A supervisor's desk holds no record: of the phone's app nothing is started.
  if (location.hash.startsWith('#/desk')) {
    const { openDesk } = await import('./screens/desk/index.jsx');
    return openDesk();
  }
  render(h(App, null), /** @type {HTMLElement} */ (document.getElementById('app')));
  return startApp();
}

void start();
