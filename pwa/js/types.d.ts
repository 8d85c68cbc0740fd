// Shapes that several files of the phone name. Global, so that JSDoc stays short.
// Dates are local days as text, instants UTC as text, ids lower-case UUIDs.

type DocumentBody = Record<string, any>;
type Links = Record<string, string>;
/** JSON that crosses the bridge or the wire. */
type Json = any;

/** Of a catalogue the messages of the first list: the build makes it. */
declare module '*.json?first' {
  const messages: Record<string, string>;
  export default messages;
}

// ---- records -------------------------------------------------------------------------------

/** A document as it is pulled (docs/sync-protocol.md, section 3), or as seen with the outbox over it. */
interface FiledDocument {
  id: string;
  type: string;
  /** 0 while only this phone knows it. */
  rev: number;
  version: number;
  links: Links;
  body: DocumentBody;
  /** Section id or `*` -> who finished it. Empty: unfinished. */
  finished: Record<string, { actor: string; at: string; operation: string }>;
  complete: boolean;
  retired: Json | null;
  moved_to: string | null;
  created_on: string;
  /** Who changed it last; unset while only this phone knows it. */
  changed?: { actor: string; at: string };
  errors: Finding[];
  /** The feed it was pulled from; unset while only this phone knows it. */
  feed?: string;
  /** Whether an operation of the outbox is laid over it. */
  pending?: boolean;
}

interface Finding {
  field: string;
  code: string;
}

interface Conflict {
  id: string;
  document: string;
  unit: string;
  state: 'open' | 'decided' | 'overtaken';
  standing: Json;
  offers: Json[];
  decision: Json | null;
}

/** A conflict that nobody has decided, with the document as it stands. */
interface OpenConflict {
  subject: string;
  /** Of a household: its address. */
  name: string | null;
  conflict: Conflict;
  /** Null where it lies in earlier years. */
  document: FiledDocument | null;
}

type OperationKind = 'create' | 'patch' | 'resolve' | 'retire' | 'move';

/** What changes a document (docs/sync-protocol.md, section 4). */
interface Operation {
  id: string;
  device: string;
  device_seq: number;
  document: string;
  form: string;
  form_version: number;
  kind: OperationKind;
  captured_at: string;
  captured_at_raw?: string;
  changes: Record<string, { from: any; to: any }>;
  finish?: true | string[];
  reason?: string;
  undo?: true;
  conflict?: string;
  reopen?: true;
  replaces?: string;
  cause?: string;
}

type AnswerKind = 'applied' | 'merged' | 'conflict' | 'held' | 'rejected';

interface Answer {
  id: string;
  answer: AnswerKind;
  document: string;
  conflicts: string[];
  errors: Finding[];
  feed: string | null;
  number: number | null;
}

/** A task of the schedule, as index rows and front pages carry it: windows, no state. */
interface Task {
  id: string;
  rule: string;
  cycle: string;
  form: string;
  open: string;
  due: string;
  close: string;
  priority: number;
  reason?: string;
  until?: string;
  resting?: boolean;
  by_telephone?: boolean;
}

type Reading = { item: string; value: any; date: string };

interface Door {
  natural_village: string | null;
  building: string | null;
  entrance: string | null;
  storey: number | null;
  door: string | null;
  walking_order: number | null;
  /** Where no door has a number: the head of household, by whom a house in a village goes. */
  head?: string;
}

/** What the list, the search and the doors know of a resident (docs/record.md, index row). */
interface IndexRow {
  id: string;
  lane: string;
  flags: string[];
  /** Population -> its newest value. */
  last: Record<string, Reading>;
  tasks: Task[];
  holds_until: string;
  household?: string | null;
  area?: string | null;
  name?: string | null;
  /** Full and initial pinyin of the name; a surname with two readings has both. */
  readings?: string[];
  sex?: string | null;
  birth_date?: string | null;
  digits?: { id_number: string | null; record_code: string | null; phone: string | null };
  doctor?: string | null;
  door?: Door;
  /** Only on this phone so far. */
  local?: boolean;
}

/** What the doors and the establishing of a resident know of a household. */
interface HouseholdRow {
  id: string;
  lane: string;
  home: true;
  area: string | null;
  door: Door;
  /** Id of the head of household. */
  head?: string | null;
  address: string | null;
  access_note: string | null;
}

// ---- what the bridge answers -----------------------------------------------------------------

/** Somebody whose store is on this phone. */
interface Person {
  device: string;
  name: string;
  role: string;
  /** Entries that the centre has not answered yet. */
  unsent: number;
  /** PIN entries fail until then; epoch milliseconds, 0: none. */
  locked_until: number;
  wrong_pins: number;
  /** False after ten wrong PINs: enrolling again brings the records back. */
  readable: boolean;
}

interface Status {
  /** Whether this tab is the one that works; another one holds the store otherwise. */
  live: boolean;
  people: Person[];
  unlocked: string | null;
}

interface Session {
  device: string;
  staff: { id: string; name: string; role: string };
  county: { name: string; time_zone: string; lease_days: number };
  today: string;
  lease_until: string | null;
}

/** What the pill says of one record, or of one operation. */
type RecordState = 'safe' | 'waiting' | 'held' | 'attention';

/** The phone's side of the sync pill: each of these is known, none is hoped. */
interface SyncState {
  sending: boolean;
  receiving: boolean;
  /** Entries without an answer, or held. */
  waiting: number;
  /** Rejected entries and documents that lack something. */
  attention: number;
  drafts: number;
  /** Differences that nobody has decided, of households too. */
  conflicts: number;
  /** Every entry of this device is answered applied, merged or conflict. */
  safe: boolean;
  /** The centre's last acknowledgement, and its last answer of any kind. */
  acknowledged_at: string | null;
  checked_at: string | null;
  /** Whether the last try was answered; null: none yet. */
  reached: boolean | null;
  /** Why not: signal, portal, busy, session, revoked, too_new, full. */
  trouble: string | null;
  next_try_at: number | null;
  /** During the first load: what of it is here. */
  loaded: { residents: number; complete: boolean };
  /** Phone's clock minus the centre's, in milliseconds; null before the first contact. */
  clock_offset_ms: number | null;
  lease_until: string | null;
  /** The ballast is gone: the phone is full, entries are still kept. */
  full: boolean;
}

type TaskState =
  'upcoming' | 'open' | 'due' | 'overdue' | 'missed' | 'deferred' | 'away' | 'done';

/** A person of a stop: who, why today, the last value, and whether it is done. */
interface StopRow {
  resident: string;
  name: string | null;
  sex: string | null;
  birth_date: string | null;
  flags: string[];
  /** Same name in another household of this phone. */
  homonym: boolean;
  tasks: (Task & { state: string })[];
  last: Reading | null;
  /** The state that decides the row's place: the most pressing of its tasks, or done. */
  state: string;
  done: string[];
  /** What came of today's visit on this phone. */
  tried: string | null;
  /** The day on which one comes again, as was said today on this phone. */
  again: string | null;
  record: RecordState;
  local: boolean;
}

/** A household in walking order. */
interface Stop {
  household: string | null;
  area: string | null;
  door: Door;
  rows: StopRow[];
  done: boolean;
}

interface Round {
  today: string;
  /** State -> number of residents, over the whole list. */
  counts: Record<string, number>;
  residents: number;
  /** Who is still to be seen today, over the whole list. */
  left: { households: number; residents: number };
  /** Doors at which one has been today. */
  walked: number;
  /** Who put it off today to another day. */
  put_off: number;
  /** The whole list's stops; `stops` is the part that was asked for. */
  total: number;
  stops: Stop[];
}

interface FoundResident {
  resident: string;
  household: string | null;
  area: string | null;
  name: string | null;
  sex: string | null;
  birth_date: string | null;
  digits: { id_number: string | null; record_code: string | null; phone: string | null };
  door: Door;
  flags: string[];
  homonym: boolean;
  local: boolean;
  /** Which of name, reading, initials, door, digits met what was typed. */
  by: string;
}

interface FoundHousehold {
  household: string;
  area: string | null;
  door: Door;
  members: { resident: string; name: string | null; birth_date: string | null }[];
}

/** An entry of the outbox as screens show it. */
interface Entry {
  seq: number;
  operation: string;
  document: string;
  form: string;
  kind: OperationKind;
  captured_at: string;
  subject: string;
  lane: string;
  name: string | null;
  state: RecordState;
  errors: Finding[];
  reason: string | null;
  changes: Operation['changes'];
}

/** Who wrote what of a resident's record (docs/api.md), newest first. */
interface WrittenHistory {
  resident: string;
  entries: WrittenEntry[];
  more: boolean;
}

interface WrittenEntry {
  id: string;
  document: string;
  form: string;
  kind: OperationKind | 'undo';
  at: string;
  by: { id: string; name: string | null };
  reason: string | null;
  /** `offered`: it did not stand, and a conflict keeps it. */
  changes: { part: string; from: any; to: any; offered: boolean }[];
}

/** What a resident's page is drawn from. */
interface Folder {
  subject: string;
  lane: string;
  today: string;
  /** Facts of the resident; null for a folder that this phone does not hold. */
  resident: FiledDocument | null;
  documents: FiledDocument[];
  household: FiledDocument | null;
  visits: FiledDocument[];
  conflicts: Conflict[];
  /** docs/record.md, front page; null without a resident. */
  page: Json | null;
  row: IndexRow | null;
  /** Where they live, as the lists say it; null for a folder that this phone does not hold. */
  door: Door | null;
  pending: Entry[];
  record: RecordState;
  drafts: DraftHead[];
  members: FoundResident[];
  /** Of a household: whom to see there today, wherever it stands on the list. */
  stop: Stop | null;
}

interface DraftHead {
  document: string;
  form: string;
  subject: string;
  /** Who it is about, for the line on top of Today. */
  name: string | null;
  kept_at: string;
  /** The figures of a danger on which nobody has acted yet; empty: of signs. Absent: none. */
  danger?: string;
}

interface Draft extends DraftHead {
  version: number;
  kind: OperationKind;
  /** What the form was opened with: its `from` values. */
  saw: { body: DocumentBody; links: Links };
  body: DocumentBody;
  links: Links;
  /** Where one was: field, section, scroll. */
  place?: Json;
}

/**
 * What a screen asks to have written: the worker makes the operation of it. `saw` is what the
 * author had before the eyes, also when something else has been pulled meanwhile.
 */
interface Keeping {
  document: string;
  form: string;
  kind: OperationKind;
  saw?: { body: DocumentBody; links: Links };
  body?: DocumentBody;
  links?: Links;
  finish?: true | string[];
  reason?: string;
  undo?: true;
  conflict?: string;
  /** Of a `resolve`: its unit's changes as they are sent, also where a value is kept. */
  changes?: Operation['changes'];
  reopen?: true;
  replaces?: string;
  /** Of the form it was captured with, when it is not the one that is loaded. */
  version?: number;
  /** Whose folder it belongs to, where links do not tell. */
  subject?: string;
}

interface Kept {
  operations: string[];
  /** device_seq of the first and the last. */
  seqs: number[];
  consequences: { form: string; document: string; kind: OperationKind }[];
}

interface Enrolment {
  username: string;
  password: string;
  slip: string;
  pin: string;
  app_version: string;
}

interface BridgeEvents {
  state: SyncState;
  round: null;
  folder: { subject: string };
  locked: { reason: 'idle' | 'revoked' | 'asked' | 'taken' };
  /** Another tab asks for the store: the bridge writes the drafts, then lets go. */
  taking: null;
  update: { required: boolean };
}

/** Every call that the page has to the worker. All answer promises; a failure is a Trouble. */
interface Bridge {
  status(): Promise<Status>;
  takeOver(): Promise<Status>;
  /** Why the centre cannot be asked from here; null where it can. */
  reach(): Promise<string | null>;
  enrol(enrolment: Enrolment): Promise<Session>;
  unlock(device: string, pin: string): Promise<Session>;
  changePin(pin: string, next: string): Promise<void>;
  /** Ends the worker and every key in it; false, where the newest letters have no room on disk: it goes on, locked. */
  lock(): Promise<boolean>;
  round(options?: { offset?: number; limit?: number; today?: string }): Promise<Round>;
  search(text: string, options?: { limit?: number }): Promise<FoundResident[]>;
  searchHouseholds(text: string, options?: { limit?: number }): Promise<FoundHousehold[]>;
  /** People of the same name and birth date, or the same last digits: a likely twin. */
  twins(body: DocumentBody): Promise<FoundResident[]>;
  doors(): Promise<
    {
      area: string;
      natural_village: string | null;
      building: string | null;
      households: number;
      due: number;
    }[]
  >;
  building(place: {
    area: string;
    natural_village: string | null;
    building: string | null;
  }): Promise<Stop[]>;
  openFolder(subject: string, options?: { lane?: string; reason?: string }): Promise<Folder>;
  openHousehold(household: string): Promise<Folder>;
  archives(subject: string, options?: { lane?: string }): Promise<FiledDocument[]>;
  /** Asks the centre who wrote what, newest first; rejects with `signal` without a network. */
  history(subject: string, options?: { before?: string }): Promise<WrittenHistory>;
  keep(
    keepings: Keeping[],
    options?: { draft?: { document: string; form: string } },
  ): Promise<Kept>;
  draft: {
    /** At most 300 ms behind the typing; a later put of the same draft replaces one that waits. */
    put(draft: Draft): void;
    /** Resolves when every put is on disk. */
    flush(): Promise<void>;
    /** Whether something typed is not on disk: on its way, or without room there. */
    waits(): boolean;
    /** The newest state, also where the full phone did not take it. */
    get(document: string, form: string): Promise<Draft | null>;
    list(): Promise<DraftHead[]>;
    remove(document: string, form: string): Promise<void>;
  };
  syncNow(): Promise<SyncState>;
  state(): Promise<SyncState>;
  recordState(subject: string): Promise<RecordState>;
  outbox(options?: { offset?: number; limit?: number }): Promise<Entry[]>;
  needsAttention(): Promise<Entry[]>;
  conflicts(): Promise<OpenConflict[]>;
  /** The outbox sealed for the county, as a file any phone or the centre can bring home. */
  capsule(device?: string): Promise<Blob>;
  areas(): Promise<{ code: string; name: string; kind: string; parent: string | null }[]>;
  staff(): Promise<{ id: string; name: string; role: string }[]>;
  on<K extends keyof BridgeEvents>(
    name: K,
    listener: (detail: BridgeEvents[K]) => void,
  ): () => void;
}
