// What is to be looked at again: a sentence below its field, with a triangle.
import { Icon } from './icon.jsx';

/**
 * @param {{ id?: string, error?: string, warning?: string }} props  An error is said before a warning
 */
export function SaidBelow({ id, error, warning }) {
  const sentence = error ?? warning;
  if (!sentence) return null;
  return (
    <p id={id} class={`said-below ${error ? 'wrong' : ''}`}>
      <Icon name="overdue" />
      <span>{sentence}</span>
    </p>
  );
}
