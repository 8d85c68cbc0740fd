// Tasks as they stand today: their state follows from their windows, and is stored nowhere.
import { holds } from '../forms/expressions.js';
import { taskState } from '../forms/task_state.js';
import { allForms } from './phone.js';

/** @import { Form } from '../forms/load.js' */

/**
 * @param {Task[]} tasks
 * @param {string} today
 * @returns {(Task & { state: string })[]}
 */
export const withState = (tasks, today) =>
  tasks.map((task) => ({ ...task, state: taskState(/** @type {any} */ (task), today) }));

/** @typedef {'home' | 'clinic' | 'telephone'} Way Through what a service comes about */

/** The usual one first: at the door. @type {Way[]} */
const WAYS = ['home', 'clinic', 'telephone'];

/**
 * The usual way of a service, then the others in which it can come about.
 *
 * @param {Form} form
 * @param {{ by_telephone?: boolean }} [task] One that rests meanwhile, and is offered as a call
 * @returns {Way[]}
 */
export function waysOf(form, task) {
  if (form.kind !== 'encounter') return WAYS.slice(0, 1);
  const usual = task?.by_telephone ? 'telephone' : WAYS[0];
  return [usual, ...WAYS.filter((way) => way !== usual)];
}

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
