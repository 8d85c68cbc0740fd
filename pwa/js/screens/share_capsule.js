// Hands the sealed unsent entries to a colleague: nobody on the way can read them.
import { capsule } from '../stores/sync_state.js';

/**
 * Offers the capsule to the phone's own sharing, else as a file to keep.
 *
 * @param {string} [device] Of a store that is locked; else of the one that is open
 */
export async function shareCapsule(device) {
  const day = new Date().toISOString().slice(0, 10);
  const file = new File([await capsule(device)], `doorstep-${day}.capsule`, {
    type: 'application/octet-stream',
  });
  if (navigator.canShare?.({ files: [file] })) return navigator.share({ files: [file] });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // Not at once: some browsers fetch it only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
