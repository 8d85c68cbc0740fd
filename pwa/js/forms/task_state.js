// How a task stands on a day.

/**
 * The windows of a task. `until`: put off to that day; `resting`: the resident is away.
 *
 * @typedef {object} TaskWindows
 * @property {string} open
 * @property {string} close
 * @property {string} [until]
 * @property {boolean} [resting]
 */

/** @typedef {'upcoming' | 'due' | 'overdue' | 'deferred' | 'away'} TaskState */

/**
 * The state of a task, which front page and index row leave out because it follows from the
 * windows: upcoming before `open`, due from `open` to `close`, overdue after. Deferred is what
 * was put off, until that day comes, at the longest to `close`; a task that rests is away.
 *
 * @param {TaskWindows} task
 * @param {string} today  Local day as text
 * @returns {TaskState}
 */
export function taskState(task, today) {
  if (task.resting) return 'away';
  if (task.until && today < task.until && today <= task.close) return 'deferred';
  if (today < task.open) return 'upcoming';
  return today <= task.close ? 'due' : 'overdue';
}
