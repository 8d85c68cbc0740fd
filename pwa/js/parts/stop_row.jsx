// A person in the round: why today, and the last value with its date.
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';
import { StateMark } from './state_mark.jsx';

/**
 * One person and what is due, as the round shows them.
 *
 * @typedef {object} Stop
 * @property {string} id
 * @property {string} name
 * @property {string} about  Sex and age: "女 67岁"
 * @property {import('./icon_paths.js').StateName} state
 * @property {string} why  "高血压 · 逾期 12 天"
 * @property {string} [value]  Last value, pairs as 142/86
 * @property {string} [date]  When it was taken
 * @property {boolean} [reached]  By telephone: a number is known
 */

/**
 * A person in the round. What is heard is what is seen, in the order in which one would tell it:
 * 301 室，张桂芳，女 67岁，高血压 · 逾期 12 天，上次 142/86，8月12日.
 *
 * @param {{ stop: Stop, door: string, onOpen: () => void }} props  The door is spoken, its plate stands once per household
 */
export function StopRow({ stop, door, onOpen }) {
  const { name, about, state, why, value, date } = stop;
  return (
    <button class="stop" onClick={onOpen}>
      <span class="line">
        <span>
          <span class="spoken">{t('row.door', { door })}</span>
          <span class="name">{name}</span>
          <Pause />
          <span class="about">{about}</span>
          <Pause />
        </span>
        {value && (
          <span class="figure" aria-hidden="true">
            {value}
          </span>
        )}
      </span>
      <span class="line">
        <StateMark state={state} word={why} />
        {value && <span class="spoken">{t('row.last', { value })}</span>}
        {date && <span class="date">{date}</span>}
      </span>
    </button>
  );
}

/** A comma that is only heard. */
const Pause = () => <span class="spoken">{t('list.comma')}</span>;

/**
 * A stop that is behind us: one pale line, still open for correction.
 *
 * @param {{ door: string, text: string, icon?: import('./icon_paths.js').IconName, value?: string, onOpen: () => void }} props
 */
export function VisitedRow({ door, text, icon = 'done', value, onOpen }) {
  return (
    <section class="card rows pale">
      <button class={`stop visited ${icon}`} onClick={onOpen}>
        <Icon name={icon} />
        <span class="middle">
          <b>{door}</b>
          {text}
        </span>
        {value && <span class="figure">{value}</span>}
      </button>
    </section>
  );
}
