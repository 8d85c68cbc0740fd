// Tasks as they stand today: their state follows from their windows, and is stored nowhere.
import { holds } from '../forms/expressions.js';
import { taskState } from '../forms/task_state.js';
import { allForms } from './phone.js';

/**
 * @param {Task[]} tasks
 * @param {string} today
 * @returns {(Task & { state: string })[]}
 */
export const withState = (tasks, today) =>
  tasks.map((task) => ({ ...task, state: taskState(/** @type {any} */ (task), today) }));

/**
 * Forms that can be filled in about this resident, due or not.
 *
 * @param {Folder} folder
 * @returns {string[]}
 */
export function applicableForms({ resident, today }) {
  const scope = {
    value: (/** @type {string} */ name) => {
      if (name === 'today') return today;
      const [head, tail] = name.split('.');
      return head === 'resident' ? (resident?.body[tail] ?? null) : null;
    },
  };
  return [...allForms().values()]
    .filter((form) => form.kind === 'encounter' && form.about === 'resident')
    .filter(
      ({ definition: { applies_if: when } }) =>
        !when || holds(when, /** @type {any} */ (scope)),
    )
    .map(({ id }) => id);
}
