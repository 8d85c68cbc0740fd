// The differences that wait, on the board of a wide window: both values, and the way to decide.
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { Icon } from '../../parts/icon.jsx';
import { board } from '../../stores/desk/board.js';
import { differences, readDifferences } from '../../stores/desk/conflicts.js';
import { go } from '../../stores/desk/place.js';
import { whenWords } from './words.js';
import { sideWords, unitWords } from './written_words.js';

const MOST_SHOWN = 6;

/** @typedef {import('../../stores/desk/conflicts.js').Difference} Difference */
/** @typedef {import('../../stores/desk/conflicts.js').Side} Side */

export function DifferencesCard() {
  const count = board.value?.conflicts ?? 0;
  useEffect(() => void (count > 0 && readDifferences()), [count]);
  const all = differences.value ?? [];
  if (count === 0 || all.length === 0) return null;
  return (
    <section class="card desk-differences">
      <h2>
        <Icon name="due" class="due" />
        {t('board.differs')} <span class="second">{count}</span>
      </h2>
      {all.slice(0, MOST_SHOWN).map((one) => (
        <Line key={one.id} one={one} />
      ))}
    </section>
  );
}

/** @param {{ one: Difference }} props */
function Line({ one }) {
  return (
    <div class="line">
      <span>
        <b>{one.resident?.name}</b> <span class="second">{unitWords(one.form, one.unit)}</span>
      </span>
      <Value one={one} side={one.standing} />
      <Value one={one} side={one.offers[0]} />
      <button
        class="button secondary plain small"
        onClick={() => go({ view: 'conflicts', selection: [one.id] })}
      >
        {t('desk.decide')}
      </button>
    </div>
  );
}

/** @param {{ one: Difference, side?: Side }} props */
function Value({ one, side }) {
  if (!side) return <span />;
  return (
    <span class="value">
      <b>{sideWords(one.form, side.value, one.names)}</b>{' '}
      <span class="second">
        {side.by} {side.at && whenWords(side.at)}
      </span>
    </span>
  );
}
