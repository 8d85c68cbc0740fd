// Two values of one thing, side by side: one tap decides, undo brings them back, leaving it blocks nothing.
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { dotted } from '../../i18n/lists.js';
import { Card, Strip } from '../../parts/card.jsx';
import { Comparison } from '../../parts/comparison.jsx';
import { Empty, NotYet } from '../../parts/empty.jsx';
import { DoorPlate } from '../../parts/door_plate.jsx';
import { Button } from '../../parts/button.jsx';
import { Row } from '../../parts/row.jsx';
import { Toast } from '../../parts/toast.jsx';
import {
  chosen,
  decide,
  differences,
  lastDecided,
  overtaken,
  readDifferences,
  STANDING,
  undo,
} from '../../stores/desk/conflicts.js';
import { readBoard } from '../../stores/desk/board.js';
import { address, close, go } from '../../stores/desk/place.js';
import { Layout } from './layout.jsx';
import { aboutWords, whenWords } from './words.js';
import { formTitle, sideWords, unitWords } from './written_words.js';

/** @typedef {import('../../stores/desk/conflicts.js').Difference} Difference */
/** @typedef {import('../../stores/desk/conflicts.js').Side} Side */

export function Conflicts() {
  useEffect(() => void readDifferences(), []);
  const all = differences.value;
  const [id] = address.value.selection;
  const one = all?.find((each) => each.id === id);
  return (
    <Layout
      title={t('board.differs')}
      panel={one && <Decision key={one.id} one={one} next={nextOf(all, id)} />}
      panelTitle={one && titleOf(one)}
      toast={<Decided all={all} />}
    >
      {!all && <NotYet />}
      {all?.length === 0 && <Empty icon="done" tone="done" title={t('conflict.none')} />}
      {all && all.length > 0 && (
        <Card rows>
          {all.map((each) => (
            <DifferenceRow key={each.id} one={each} />
          ))}
        </Card>
      )}
    </Layout>
  );
}

/** @param {Difference} one @returns {string} "刘婷燕 血压" */
const whatWords = ({ resident, form, unit }) =>
  [resident?.name, unitWords(form, unit)].filter(Boolean).join(' ');

/** @param {Difference} one */
const titleOf = (one) => t('conflict.title', { what: unitWords(one.form, one.unit) });

/** @param {Difference[] | null} all @param {string} id */
const nextOf = (all, id) =>
  all?.find((each) => each.id !== id && !chosen.value.has(each.id)) ?? null;

/** @param {{ one: Difference }} props */
function DifferenceRow({ one }) {
  const isDecided = chosen.value.has(one.id);
  const values = [one.standing, ...one.offers].map(({ value }) =>
    sideWords(one.form, value, one.names),
  );
  return (
    <Row
      state={isDecided ? 'done' : 'due'}
      lead={one.resident?.door ? <DoorPlate door={one.resident.door} /> : undefined}
      title={
        <>
          <b>{one.resident?.name}</b>{' '}
          <span class="second">{unitWords(one.form, one.unit)}</span>
        </>
      }
      under={values.join(' | ')}
      onOpen={() => go({ selection: [one.id] })}
      leads
    />
  );
}

/** @param {{ one: Difference, next: Difference | null }} props */
function Decision({ one, next }) {
  const choice = chosen.value.get(one.id) ?? null;
  const beaten = overtaken.value?.id === one.id ? overtaken.value : null;
  const offers = one.offers.map((offer, place) => sideOf(one, offer, nameOf(one, place)));
  const sides = [
    { ...sideOf(one, one.standing, t('conflict.centre')), id: STANDING },
    ...offers,
  ];
  const choose = async (/** @type {string} */ side) => {
    await decide(one.id, side);
    await readBoard(address.value.period);
  };
  return (
    <>
      <p class="desk-about">
        <b>{one.resident?.name}</b>{' '}
        <span class="second">
          {dotted(one.resident && aboutWords(one.resident), formTitle(one.form))}
        </span>
      </p>
      {beaten && (
        <Strip tone="warn" icon="overdue">
          {t('conflict.overtaken', {
            value: sideWords(one.form, beaten.standing.value, one.names),
          })}
        </Strip>
      )}
      <Comparison sides={sides} chosen={choice} onChoose={choose} />
      <Strip icon="postponed">{t('conflict.kept')}</Strip>
      {next && choice ? (
        <Button
          kind="primary"
          trail="go"
          label={t('conflict.next', { what: whatWords(next) })}
          onPress={() => go({ selection: [next.id] })}
        />
      ) : (
        <Button label={t('conflict.leave')} onPress={close} />
      )}
    </>
  );
}

/** @param {Difference} one @param {number} place @returns {string} Of several that lost each its number */
const nameOf = ({ offers }, place) =>
  offers.length > 1 ? `${t('conflict.offered')} ${place + 1}` : t('conflict.offered');

/** @param {Difference} one @param {Side} side @param {string} source */
function sideOf(one, side, source) {
  return {
    id: side.operation ?? '',
    source,
    value: sideWords(one.form, side.value, one.names),
    who: side.by ?? '',
    where: side.at ? [whenWords(side.at)] : [],
  };
}

/** @param {{ all: Difference[] | null }} props */
function Decided({ all }) {
  const last = lastDecided.value;
  const one = last && all?.find(({ id }) => id === last.id);
  if (!last || !one) return null;
  const side =
    last.choice === STANDING
      ? one.standing
      : one.offers.find(({ operation }) => operation === last.choice);
  const takeBack = async () => {
    await undo();
    await readBoard(address.value.period);
  };
  return (
    <Toast
      text={t('conflict.used', { value: sideWords(one.form, side?.value ?? {}, one.names) })}
      onUndo={takeBack}
      onGone={() => (lastDecided.value = null)}
    />
  );
}
