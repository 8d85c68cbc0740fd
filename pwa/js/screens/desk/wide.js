// Whether the window is as wide as a desk: then table and panel stand side by side.
import { signal } from '@preact/signals';

const query = globalThis.matchMedia?.('(min-width: 1000px)');

/** Follows the window. */
export const wide = signal(query?.matches ?? false);

query?.addEventListener('change', ({ matches }) => {
  wide.value = matches;
});
