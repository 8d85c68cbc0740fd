// Who on the day's list is still to be seen, and how far a door sinks. Pure.

/** What a row needs to be placed. @typedef {Pick<StopRow, 'state' | 'tried'>} Placed */

/** Outcomes of today after which somebody is still to be seen, only not at once. */
const TRIED = ['not_home', 'refused', 'postponed'];
/** States in which somebody is to be seen today. */
const LEFT = ['urgent', 'overdue', 'due', 'not_home'];

/** Whether today's visit came to nothing. @param {Pick<StopRow, 'tried'>} row */
export const wasTried = ({ tried }) => tried !== null && TRIED.includes(tried);

/** Whoever is to be seen today: not who said no, nor who is put off to another day. @param {Placed} row */
export const isLeft = ({ state }) => LEFT.includes(state);

/** Whoever is to be seen, and was not tried yet today. @param {Placed} row */
export const isUntried = (row) => isLeft(row) && !wasTried(row);

/** Whoever is not done; refused or put off may still change. @param {Placed} row */
export const isOpen = ({ state }) => state !== 'done';

/** How far a door sinks: first who was not tried yet, then who was, then what is done. @param {Placed[]} rows */
export const depth = (rows) => (rows.some(isUntried) ? 0 : rows.some(isOpen) ? 1 : 2);
