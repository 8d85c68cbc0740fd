// The bar of tabs under the screens of the staff, and the toast above it.
import { TabBar } from '../parts/tab_bar.jsx';
import { Toast } from '../parts/toast.jsx';
import { showTab } from '../stores/place.js';
import { said, unsay } from '../stores/toast.js';

/** @param {{ current: 'today' | 'find' | 'doors' | 'me' }} props */
export const Tabs = ({ current }) => <TabBar current={current} onGo={showTab} />;

/** What was just done, with its undo; nothing when nothing was. */
export function Said() {
  const last = said.value;
  if (!last) return null;
  const gone = () => said.peek() === last && unsay();
  const undo = last.undo && (() => void Promise.resolve(last.undo?.()).then(gone));
  return <Toast text={last.text} onUndo={undo ?? undefined} onGone={unsay} />;
}
