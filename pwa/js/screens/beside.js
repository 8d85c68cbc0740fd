// The screens beside a day's work: opened now and then.
export { Building, Doors } from './doors.jsx';
export { ConflictScreen } from './conflict.jsx';
export { Establish } from './establish.jsx';
export { Me } from './me.jsx';
export { NeedsAttention } from './needs_attention.jsx';
export { Ready } from './ready.jsx';
export { SyncSheet } from './sync_sheet.jsx';
