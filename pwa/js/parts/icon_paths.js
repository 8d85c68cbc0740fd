// The drawings of all icons and state marks on a 24 × 24 grid, drawn for Doorstep.
//
// solid: filled shape · line: stroke · dash: broken stroke · sign: stroke cut into the solid shape

/**
 * @typedef {{ solid?: string, line?: string, dash?: string, sign?: string, weight?: number }} Drawing
 */

/** Marks of state: told apart by shape alone, in grey and at arm's length. */
const STATES = {
  done: { solid: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z', sign: 'M7.3 12.4l3.3 3.3 6-6.7' },
  due: { line: 'M12 3.6a8.4 8.4 0 1 0 0 16.8 8.4 8.4 0 0 0 0-16.8z', weight: 3 },
  overdue: { solid: 'M12 2.4 23 21.4H1z', sign: 'M12 9.4v4.8M12 18v.01' },
  urgent: {
    solid: 'M7.9 1.8h8.2l6.1 6.1v8.2l-6.1 6.1H7.9l-6.1-6.1V7.9z',
    sign: 'M12 6.6v6M12 16.9v.01',
  },
  not_home: {
    dash: 'M6 2.8h12a1.8 1.8 0 0 1 1.8 1.8v14.8a1.8 1.8 0 0 1-1.8 1.8H6a1.8 1.8 0 0 1-1.8-1.8V4.6A1.8 1.8 0 0 1 6 2.8z',
    line: 'M9.2 12h5.6',
  },
  away: {
    dash: 'M13.5 7V5.5A1.7 1.7 0 0 0 11.8 3.8H5.2a1.7 1.7 0 0 0-1.7 1.7v13a1.7 1.7 0 0 0 1.7 1.7h6.6a1.7 1.7 0 0 0 1.7-1.7V17',
    line: 'M9 12h12.5M18 8l4 4-4 4',
  },
  refused: { line: 'M12 3.3a8.7 8.7 0 1 0 0 17.4 8.7 8.7 0 0 0 0-17.4zM6 18 18 6' },
  moved: {
    line: 'M13.5 8V5.5A1.7 1.7 0 0 0 11.8 3.8H5.2a1.7 1.7 0 0 0-1.7 1.7v13a1.7 1.7 0 0 0 1.7 1.7h6.6a1.7 1.7 0 0 0 1.7-1.7V16M9 12h13M18 8l4 4-4 4',
  },
  died: { line: 'M12 2.8 21.2 12 12 21.2 2.8 12z' },
  postponed: {
    line: 'M12 3.3a8.7 8.7 0 1 0 0 17.4 8.7 8.7 0 0 0 0-17.4zM12 7.2V12l3.3 2.2',
  },
  no_record: {
    dash: 'M5.5 3.5h13a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2z',
    line: 'M12 8.3v7.4M8.3 12h7.4',
  },
  nothing_due: { solid: 'M12 8.4a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2z' },
};

const SIGNS = {
  back: { line: 'M15.5 3.5 7 12l8.5 8.5', weight: 2.6 },
  go: { line: 'M8 3.5 16.5 12 8 20.5', weight: 2.6 },
  unfold: { line: 'M3.5 8 12 16.5 20.5 8', weight: 2.6 },
  close: { line: 'M4.5 4.5l15 15M19.5 4.5l-15 15' },
  plus: { line: 'M12 4v16M4 12h16', weight: 2.6 },
  tick: { line: 'M3.5 12.5l5.7 5.7L20.5 6', weight: 2.8 },
  up: { line: 'M12 20.5V4M5 11l7-7 7 7', weight: 2.6 },
  down: { line: 'M12 3.5V20M5 13l7 7 7-7', weight: 2.6 },
  undo: { line: 'M8.5 4.5 4 9l4.5 4.5M4 9h10.5a5.5 5.5 0 0 1 0 11H9' },
  backspace: { line: 'M8.3 4.5H21.5v15H8.3L2.5 12zM12 9.3l5.4 5.4M17.4 9.3 12 14.7' },
  phone: {
    line: 'M8 2.3h8a2 2 0 0 1 2 2v15.4a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V4.3a2 2 0 0 1 2-2zM10.8 18h2.4',
  },
  shield: {
    line: 'M12 2.3l8 2.9v6c0 4.9-3.3 8.7-8 10.5-4.7-1.8-8-5.6-8-10.5v-6zM8.3 11.7l2.8 2.8 4.8-5.1',
  },
  search: { line: 'M10.3 3.5a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6zM15.3 15.3l5.7 5.7' },
  today: { line: 'M4 4h16v16H4zM8 12l3 3 5-5.8' },
  doors: {
    line: 'M4.5 20.5v-17h7.8v17M12.3 8h7v12.5M2 20.5h20M8.6 12v.01M15.8 14.5v.01',
  },
  me: {
    line: 'M12 3.3a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM4 21.5c.3-4.4 3.4-6.7 8-6.7s7.7 2.3 8 6.7',
  },
  scan: { line: 'M3.5 8V3.5h4.6M15.9 3.5h4.6V8M20.5 16v4.5h-4.6M8.1 20.5H3.5V16M3 12h18' },
  pill: { line: 'M7 7.3h10a4.7 4.7 0 0 1 0 9.4H7a4.7 4.7 0 0 1 0-9.4zM12 7.3v9.4' },
  calendar: {
    line: 'M5.2 5h13.6a1.7 1.7 0 0 1 1.7 1.7v12.6a1.7 1.7 0 0 1-1.7 1.7H5.2a1.7 1.7 0 0 1-1.7-1.7V6.7A1.7 1.7 0 0 1 5.2 5zM3.5 10.2h17M8 2.5V7M16 2.5V7',
  },
  call: {
    line: 'M5.3 3.3l3.2-.5L10.4 7.5 8.2 9.6c1.1 2.5 3.3 4.8 6.2 6.2l2.1-2.2 4.7 1.9-.5 3.2c-.2 1.1-1 1.8-2.1 1.8C10.6 20.5 3.5 13.4 3.5 5.4c0-1.1.7-1.9 1.8-2.1z',
  },
  eye: {
    line: 'M2 12c2.3-4.3 5.8-6.5 10-6.5S19.7 7.7 22 12c-2.3 4.3-5.8 6.5-10 6.5S4.3 16.3 2 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z',
  },
  pencil: { line: 'M3.8 20.2l1.2-5L16.2 4 20 7.8 8.8 19z' },
  lock: {
    line: 'M6.5 10.5h11a2 2 0 0 1 2 2v6.5a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-6.5a2 2 0 0 1 2-2zM8 10.5V7a4 4 0 0 1 8 0v3.5',
  },
  home: { line: 'M2.8 12 12 3.3 21.2 12M5.5 9.7v11h4.3v-6.2h4.4v6.2h4.3v-11' },
};

/** @satisfies {Record<string, Drawing>} */
export const DRAWINGS = { ...STATES, ...SIGNS };

/** @typedef {keyof typeof STATES} StateName */
/** @typedef {keyof typeof DRAWINGS} IconName */

/** The states in the order of a legend: what presses comes first. */
export const STATE_NAMES = /** @type {StateName[]} */ (Object.keys(STATES));
