// Whether something that was to be saved just now was not: the phone is full. Said until the next tap.
import { signal } from '@preact/signals';

export const isUnkept = signal(false);

/** From now on no saving that fails for want of room goes by without a word, whoever has asked for it. */
export function watchUnkept() {
  addEventListener('unhandledrejection', (event) => {
    if (event.reason?.code !== 'full') return;
    event.preventDefault();
    isUnkept.value = true;
  });
  addEventListener('pointerdown', () => (isUnkept.value = false), { capture: true });
}
