// The board: danger first, silent phones second, percentages third; behind each number its names.
import { t } from '../../i18n/language.js';
import { Primary } from '../../parts/button.jsx';
import { Card } from '../../parts/card.jsx';
import { Segments } from '../../parts/chips.jsx';
import { NotYet } from '../../parts/empty.jsx';
import { Foot } from '../../parts/foot.jsx';
import { Progress } from '../../parts/progress.jsx';
import { barsOf, board, shareDone } from '../../stores/desk/board.js';
import { address, go } from '../../stores/desk/place.js';
import { Attention } from './attention.jsx';
import { BoardTable } from './board_table.jsx';
import { DifferencesCard } from './differences_card.jsx';
import { DoctorCards } from './doctor_cards.jsx';
import { Figures } from './figures.jsx';
import { Layout } from './layout.jsx';
import { panelOf } from './panels.jsx';
import { whenWords } from './words.js';
import { wide } from './wide.js';

const openUrgent = () => go({ selection: ['urgent'] });

export function Board() {
  const shown = board.value;
  if (!shown) {
    return (
      <Layout title={t('board.title')}>
        <NotYet />
      </Layout>
    );
  }
  const { panel, panelTitle } = panelOf(shown, address.value);
  const urgent = shown.urgent.length;
  const foot = urgent > 0 && (
    <Foot>
      <Primary
        icon="urgent"
        label={t('board.act', { count: urgent })}
        trail="go"
        onPress={openUrgent}
      />
    </Foot>
  );
  const place = wide.value
    ? t('desk.place_completion', { place: shown.place })
    : shown.place || t('board.title');
  return (
    <Layout
      title={place}
      detail={t('board.as_of', { time: whenWords(shown.as_of) })}
      tools={<Tools />}
      panel={panel}
      panelTitle={panelTitle}
      foot={foot}
    >
      {wide.value ? <WideBoard shown={shown} /> : <NarrowBoard shown={shown} />}
    </Layout>
  );
}

/** @typedef {import('../../stores/desk/board.js').Board} Shown */

/** @param {{ shown: Shown }} props */
function WideBoard({ shown }) {
  return (
    <>
      <Figures shown={shown} />
      <BoardTable shown={shown} />
      <DifferencesCard />
    </>
  );
}

/** @param {{ shown: Shown }} props */
function NarrowBoard({ shown }) {
  const { total } = shown;
  const share = shareDone(total);
  return (
    <>
      <PeriodChoice />
      <Card>
        <div class="value-line">
          <span class="share">{share === null ? '–' : t('board.share', { count: share })}</span>
          <span>{t('board.done_of', { done: total.done, all: total.planned })}</span>
        </div>
        <Progress
          label={t('board.bars', {
            done: total.done,
            late: total.missed,
            left: total.planned - total.done - total.missed,
          })}
          bars={barsOf(total)}
        />
        <p class="figures bare">
          <span>{t('board.late', { count: total.missed })}</span>
          <span>{t('board.not_home', { count: total.not_home })}</span>
          <span>{t('board.refused', { count: total.refused })}</span>
        </p>
      </Card>
      <Attention shown={shown} />
      <DoctorCards shown={shown} />
    </>
  );
}

function Tools() {
  return (
    <div class="desk-tools">
      <PeriodChoice />
      <Segments
        label={t('desk.by')}
        segments={[
          { id: 'doctor', label: t('desk.by_doctor') },
          { id: 'grid', label: t('desk.by_grid') },
        ]}
        chosen={address.value.by}
        onChoose={(by) => go({ by, selection: [], state: '' })}
      />
    </div>
  );
}

function PeriodChoice() {
  return (
    <Segments
      label={t('desk.period')}
      segments={[
        { id: 'day', label: t('board.day') },
        { id: 'week', label: t('board.this_week') },
        { id: 'month', label: t('board.month') },
      ]}
      chosen={address.value.period}
      onChoose={(period) => go({ period, state: '' })}
    />
  );
}
