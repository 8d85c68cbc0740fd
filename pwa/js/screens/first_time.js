// The screens of the first time on a phone, and of what stands in the way.
export { BrowserTest } from './browser_test.jsx';
export { Enrol } from './enrol.jsx';
export { OtherTab } from './other_tab.jsx';
