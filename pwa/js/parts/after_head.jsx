// What stands lower on a page is drawn in a step of its own: no tap waits for it.
import { useEffect, useState } from 'preact/hooks';

/**
 * Draws its content once the rest of the page has been seen.
 *
 * @param {{ atOnce?: boolean, children: import('preact').ComponentChildren }} props
 *   atOnce: one comes back to a place further down, which must be there
 */
export function AfterHead({ atOnce = false, children }) {
  const [isHere, come] = useState(atOnce);
  useEffect(() => come(true), []);
  return isHere ? <>{children}</> : null;
}
