// The screens that one opens from the list: one part of the app, fetched while nobody waits.
export { ConflictScreen } from './conflict.jsx';
export { Correct } from './correct.jsx';
export { Danger } from './danger.jsx';
export { DocumentScreen } from './document.jsx';
export { Building, Doors } from './doors.jsx';
export { Establish } from './establish.jsx';
export { Find } from './find.jsx';
export { Household } from './household.jsx';
export { Me } from './me.jsx';
export { NeedsAttention } from './needs_attention.jsx';
export { OutcomeSheet } from './outcome.jsx';
export { Ready } from './ready.jsx';
export { Resident } from './resident.jsx';
export { SyncSheet } from './sync_sheet.jsx';
export { Timeline } from './timeline.jsx';
export { Visit } from './visit.jsx';
export { call } from '../stores/telephones.js';
export { Forgotten } from './forgotten.jsx';
