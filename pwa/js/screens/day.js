// The screens of a day's work: one part of the app, since one follows on the other.
export { Correct } from './correct.jsx';
export { Danger } from './danger.jsx';
export { DocumentScreen } from './document.jsx';
export { Find } from './find.jsx';
export { Household } from './household.jsx';
export { OutcomeSheet } from './outcome.jsx';
export { Resident } from './resident.jsx';
export { Timeline } from './timeline.jsx';
export { Visit } from './visit.jsx';
