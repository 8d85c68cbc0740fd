// A screen whose code comes between its first drawing and what follows it: two places draw the same one.
import { render } from 'preact';
import { firstScreen } from '../../../pwa/js/screens/lazy.jsx';

/** @param {string} id */
function place(id) {
  const root = document.createElement('main');
  root.id = id;
  return document.body.appendChild(root);
}

const [first, second] = ['first', 'second'].map(place);

const Screen = firstScreen(async () => {
  // The first has asked for the code; it is here after the second is drawn, and before that asks.
  await null;
  render(<Screen />, second);
  return () => <p>Here</p>;
});

render(<Screen />, first);
