// The search field: searches while one writes, also while an input method is still composing.
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';
import { isComposingKey } from './text_field.jsx';

/**
 * @param {object} props
 * @param {string} [props.id]
 * @param {string} props.text
 * @param {(text: string) => void} props.onType  Every change, pinyin half-way included
 * @param {() => void} [props.onEnter]  Not for the Enter by which an input method chooses a character
 * @param {string} [props.hint]
 */
export function SearchField({ id, text, onType, onEnter, hint = t('search.hint') }) {
  return (
    <div class="field search" role="search">
      <Icon name="search" />
      <input
        id={id}
        type="text"
        enterkeyhint="search"
        autocomplete="off"
        aria-label={hint}
        placeholder={hint}
        value={text}
        onInput={(event) => onType(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isComposingKey(event)) onEnter?.();
        }}
      />
      {text && (
        <button aria-label={t('search.clear')} onClick={() => onType('')}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
