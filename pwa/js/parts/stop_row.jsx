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
 */

/**
 * What a screen reader says of a stop, in the order in which one would tell a colleague.
 *
 * @param {Stop} stop
 * @param {string} door
 * @returns {string}
 */
export function spokenStop({ name, about, why, value, date }, door) {
  const last = value ? t('row.last_spoken', { value, date }) : '';
  return t('row.spoken', {
    door,
    name,
    about,
    why: why.replace(/\s*·\s*/g, t('list.comma')),
    last,
  });
}

/**
 * @param {{ stop: Stop, door: string, onOpen: () => void }} props  The door is spoken, its plate stands once per household
 */
export function StopRow({ stop, door, onOpen }) {
  return (
    <button class="stop" onClick={onOpen} aria-label={spokenStop(stop, door)}>
      <span class="line">
        <span>
          <span class="name">{stop.name}</span>
          <span class="about">{stop.about}</span>
        </span>
        {stop.value && <span class="figure">{stop.value}</span>}
      </span>
      <span class="line">
        <StateMark state={stop.state} word={stop.why} />
        {stop.date && <span class="date">{stop.date}</span>}
      </span>
    </button>
  );
}

/**
 * A stop that is behind us: one pale line, still open for correction.
 *
 * @param {{ door: string, text: string, value?: string, onOpen: () => void }} props
 */
export function VisitedRow({ door, text, value, onOpen }) {
  return (
    <section class="card rows pale">
      <button class="stop visited" onClick={onOpen}>
        <Icon name="done" />
        <span class="middle">
          <b>{door}</b>
          {text}
        </span>
        {value && <span class="figure">{value}</span>}
      </button>
    </section>
  );
}
