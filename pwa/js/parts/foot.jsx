// The foot: what comes next, where the thumb is.

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * @param {{ ask?: string, note?: string, children: Children }} props  ask: the question to speak aloud
 */
export function Foot({ ask, note, children }) {
  return (
    <div class="foot">
      {ask && <p class="ask">{ask}</p>}
      {children}
      {note && <p class="note second">{note}</p>}
    </div>
  );
}

/**
 * Lesser actions below the primary one, each as wide as the others.
 *
 * @param {{ children: Children }} props
 */
export function InARow({ children }) {
  return <div class="in-a-row">{children}</div>;
}

/**
 * Two actions side by side; even: none of them weighs more.
 *
 * @param {{ even?: boolean, children: Children }} props
 */
export function SideBySide({ even = false, children }) {
  return <div class={`side-by-side ${even ? 'even' : ''}`}>{children}</div>;
}
