// A state as shape and word; colour only repeats what they say.
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';

/** @typedef {import('./icon_paths.js').StateName} StateName */

/**
 * A state's mark, always with a word: the given one ("逾期 12 天") or the state's own.
 *
 * @param {{ state: StateName, word?: string }} props
 */
export function StateMark({ state, word }) {
  return (
    <span class={`mark ${state}`}>
      <Icon name={state} />
      <span>{word ?? t(`state.${state}`)}</span>
    </span>
  );
}
