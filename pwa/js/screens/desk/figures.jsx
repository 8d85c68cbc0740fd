// The board's figures side by side, each a way to the names behind it.
import { t } from '../../i18n/language.js';
import { Icon } from '../../parts/icon.jsx';
import { shareDone } from '../../stores/desk/board.js';
import { go, goTo } from '../../stores/desk/place.js';

/** @typedef {import('../../parts/icon_paths.js').IconName} IconName */

/** @param {{ shown: import('../../stores/desk/board.js').Board }} props */
export function Figures({ shown }) {
  const { total, urgent, conflicts } = shown;
  const share = shareDone(total);
  return (
    <div class="desk-figures">
      <p class="desk-figure">
        <b>{share === null ? '–' : t('board.share', { count: share })}</b>
        <span
          aria-label={t('board.done_of', { done: total.done, all: total.planned })}
          role="img"
        >
          {total.done}/{total.planned}
        </span>
      </p>
      <Figure
        count={urgent.length}
        tone="urgent"
        icon="urgent"
        word={t('state.urgent')}
        onOpen={() => go({ selection: ['urgent'] })}
      />
      <Figure
        count={total.missed}
        tone="overdue"
        icon="overdue"
        word={t('desk.state.missed')}
      />
      <Figure count={total.not_home} icon="not_home" word={t('desk.state.not_home')} />
      <Figure count={total.refused} icon="refused" word={t('state.refused')} />
      <Figure
        count={conflicts}
        tone="due"
        icon="due"
        word={t('desk.view.conflicts')}
        onOpen={() => goTo('conflicts')}
      />
    </div>
  );
}

/** @param {{ count: number, word: string, icon: IconName, tone?: string, onOpen?: () => void }} props */
function Figure({ count, word, icon, tone = '', onOpen }) {
  const inside = (
    <>
      <b>{count}</b>
      <span>
        <Icon name={icon} />
        {word}
      </span>
    </>
  );
  const look = `desk-figure ${count > 0 ? tone : ''}`;
  if (!onOpen) return <p class={look}>{inside}</p>;
  return (
    <button class={look} onClick={onOpen}>
      {inside}
    </button>
  );
}
