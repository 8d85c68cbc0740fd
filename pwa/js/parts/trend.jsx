// A trend of one or two lines: each reading carries its number; a sentence says what it means.
import { trendLines } from './trend_points.js';

/** @typedef {import('./trend_points.js').Point} Point */

const TRIANGLE = 'M0-9 8.5 6.5h-17z';

/**
 * Filled dot: within target. Hollow triangle: not. Dashed: the target.
 *
 * @param {object} props
 * @param {import('./trend_points.js').Reading[]} props.readings  Oldest first
 * @param {(number | null)[]} props.targets  Per line the value to stay below
 * @param {string} [props.meaning]
 * @param {string} props.label  Spoken before the readings: "血压"
 */
export function Trend({ readings, targets, meaning, label }) {
  const lines = trendLines(readings, targets);
  const spoken = readings.map(({ label: when, values }) => `${when} ${values.join('/')}`);
  const room = { minWidth: `${readings.length * 2.6}rem` };
  return (
    <figure class="trend-figure">
      <div class="trend" tabIndex={0} role="img" aria-label={`${label}: ${spoken.join(', ')}`}>
        <svg style={room} aria-hidden="true">
          {lines.map((line, place) => (
            <g key={place}>
              {line.target !== null && (
                <line
                  class="target"
                  x1="0"
                  x2="100%"
                  y1={`${line.target}%`}
                  y2={`${line.target}%`}
                />
              )}
              {line.points.slice(1).map((to, from) => segment(line.points[from], to))}
              {line.points.map((point) => reading(point, line.labelsAbove))}
            </g>
          ))}
          {readings.map(({ label: when }, place) => (
            <text
              key={place}
              class="month"
              x={`${((place + 0.5) / readings.length) * 100}%`}
              y="98%"
            >
              {when}
            </text>
          ))}
        </svg>
      </div>
      {meaning && <figcaption class="meaning">{meaning}</figcaption>}
    </figure>
  );
}

/** @param {Point} from @param {Point} to */
function segment(from, to) {
  return (
    <line key={to.x} x1={`${from.x}%`} y1={`${from.y}%`} x2={`${to.x}%`} y2={`${to.y}%`} />
  );
}

/** @param {Point} point @param {boolean} above  The number stands above the line, or below */
function reading({ x, y, value, within, latest }, above) {
  const at = { x: `${x}%`, y: `${y}%` };
  return (
    <g key={x}>
      {within ? (
        <circle cx={at.x} cy={at.y} r={latest ? 7 : 5.5} />
      ) : (
        <svg x={at.x} y={at.y} overflow="visible">
          <path class="over" d={TRIANGLE} />
        </svg>
      )}
      <text
        {...at}
        dy={above ? '-0.75em' : '1.5em'}
        class={`${within ? '' : 'above'} ${latest ? 'latest' : ''}`}
      >
        {value}
      </text>
    </g>
  );
}
