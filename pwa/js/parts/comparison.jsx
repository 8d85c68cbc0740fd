// Two values of one thing, equally large: a difference, not a fault. One tap decides, none is lost.
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';

/**
 * @typedef {object} Side
 * @property {string} id
 * @property {string} source  "这部手机", "中心现在"
 * @property {string} value
 * @property {string} who
 * @property {string[]} where  When and where, a line each
 */

/**
 * @param {{ sides: Side[], chosen?: string | null, onChoose: (id: string) => void }} props
 */
export function Comparison({ sides, chosen, onChoose }) {
  return (
    <div class="comparison">
      {sides.map((side) => (
        <OneSide key={side.id} side={side} chosen={chosen} onChoose={onChoose} />
      ))}
    </div>
  );
}

/** @param {{ side: Side, chosen?: string | null, onChoose: (id: string) => void }} props */
function OneSide({ side, chosen, onChoose }) {
  const { id, source, value, who, where } = side;
  const state = !chosen ? '' : chosen === id ? 'chosen' : 'left-behind';
  // Words do not fit where a pair of figures does.
  const size = value.length > 8 ? 'text' : '';
  return (
    <section class={`side ${state}`} aria-label={source}>
      <p class="source">{source}</p>
      <p class={`figure ${size}`}>{value}</p>
      <p class="who">{who}</p>
      <p class="where">
        {where.map((line) => (
          <span key={line}>
            {line}
            <br />
          </span>
        ))}
      </p>
      {chosen ? (
        <p class="verdict">
          {chosen === id && <Icon name="tick" />}
          {chosen === id ? t('conflict.chosen') : t('conflict.in_history')}
        </p>
      ) : (
        <button
          aria-label={t('conflict.use_spoken', { value, source })}
          onClick={() => onChoose(id)}
        >
          {t('conflict.use')}
        </button>
      )}
    </section>
  );
}

/**
 * Two records line by line, to see whether they are one person. Equal lines are bold.
 *
 * @param {{ heads: [string, string], lines: { label: string, mine: string, theirs: string }[] }} props
 */
export function LineByLine({ heads, lines }) {
  return (
    <table class="line-by-line">
      <thead>
        <tr>
          <td />
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ label, mine, theirs }) => (
          <tr key={label} class={mine === theirs ? 'same' : ''}>
            <th scope="row">{label}</th>
            <td>{mine}</td>
            <td>{theirs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
