// The address of a desk: view, what is selected, which days. Never a name or number of a resident.

export const VIEWS = /** @type {const} */ ([
  'board',
  'conflicts',
  'phones',
  'waiting',
  'find',
  'me',
]);
const PERIODS = ['day', 'week', 'month'];
const START = '#/desk';

/** @typedef {(typeof VIEWS)[number]} View */

/**
 * @typedef {object} Address
 * @property {View} view
 * @property {string[]} selection  Of the board: `doctor` or `grid`, an id, then a task's id; or
 *   `urgent`, then a task's id
 * @property {string} period
 * @property {string} state  Which tasks of the selection
 * @property {string} by  Rows of the board: doctor or grid
 */

/** @type {Address} */
export const HOME = { view: 'board', selection: [], period: 'week', state: '', by: 'doctor' };

/**
 * Reads an address; what makes no sense in it is left out.
 *
 * @param {string} hash
 * @returns {Address}
 */
export function readAddress(hash) {
  if (!hash.startsWith(START)) return HOME;
  const [path, query = ''] = hash.slice(START.length).split('?');
  const [view, ...selection] = path.split('/').filter(Boolean);
  const asked = new URLSearchParams(query);
  const period = asked.get('period') ?? '';
  return {
    view: VIEWS.find((one) => one === view) ?? HOME.view,
    selection: selection.filter((part) => /^[\w-]{1,60}$/.test(part)),
    period: PERIODS.includes(period) ? period : HOME.period,
    state: asked.get('state') ?? '',
    by: asked.get('by') === 'grid' ? 'grid' : 'doctor',
  };
}

/**
 * What stays selected one level up.
 *
 * @param {Pick<Address, 'view' | 'selection'>} address
 * @returns {string[]}
 */
export function selectedAbove({ view, selection }) {
  if (view !== 'board') return [];
  const listed = selection[0] === 'urgent' ? 1 : 2;
  return selection.length > listed ? selection.slice(0, listed) : [];
}

/**
 * Writes an address; what is as usual does not stand in it.
 *
 * @param {Address} address
 * @returns {string}
 */
export function writeAddress({ view, selection, period, state, by }) {
  const asked = new URLSearchParams();
  if (period !== HOME.period) asked.set('period', period);
  if (by !== HOME.by) asked.set('by', by);
  if (state) asked.set('state', state);
  const path = [START, view, ...selection].join('/');
  const query = asked.toString();
  return query ? `${path}?${query}` : path;
}
