// The round of the day: by door, in walking order; what comes next is at the thumb.
import { useEffect, useRef } from 'preact/hooks';
import { dayAndWeekday } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { spanWords } from '../i18n/spans.js';
import { dotted, listed } from '../i18n/lists.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Primary, Button } from '../parts/button.jsx';
import { Strip } from '../parts/card.jsx';
import { Chips } from '../parts/chips.jsx';
import { Empty, NotYet } from '../parts/empty.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { HouseholdCard } from '../parts/household_card.jsx';
import { Progress } from '../parts/progress.jsx';
import { VisitedRow } from '../parts/stop_row.jsx';
import { isLeft } from '../rules/still_to_see.js';
import { openNext, screen } from '../stores/place.js';
import * as round from '../stores/round.js';
import { today } from '../stores/session.js';
import { clockIsOff, state } from '../stores/sync_state.js';
import { resumeDraft } from '../stores/resume.js';
import { Pill } from './pill.jsx';
import { Said, Tabs } from './tabs.jsx';
import {
  aboutWords,
  dayStandsWords,
  dayWords,
  doorWord,
  placeWords,
  stateShape,
  valueWords,
  whyWords,
} from './words.js';

export function Today() {
  const day = round.round.value;
  // Fresh at each return: what was saved meanwhile is in it.
  useEffect(() => {
    void round.readRound();
    return round.fold;
  }, []);
  return (
    <Frame
      bar={
        <AppBar title={t('today.title')} detail={dayAndWeekday(today.value)} pill={<Pill />} />
      }
      foot={<NextDoor />}
      tabs={<Tabs current="today" />}
      toast={<Said />}
    >
      <Loading />
      {clockIsOff.value && <ClockStrip />}
      {round.drafts.value.map((draft) => (
        <GoOn key={draft.document + draft.form} draft={draft} />
      ))}
      {!day ? <NotYet /> : day.residents === 0 ? <NobodyDue /> : <Stops />}
    </Frame>
  );
}

/** What was left open; a danger in it is said, for nothing follows from it before it is saved. @param {{ draft: DraftHead }} props */
function GoOn({ draft }) {
  const inDanger = draft.danger !== undefined;
  return (
    <Button
      icon={inDanger ? 'urgent' : 'pencil'}
      tone={inDanger ? 'danger' : 'plate'}
      trail="go"
      label={t('today.continue_draft', { name: draft.name ?? '' })}
      hint={
        inDanger
          ? t('today.draft_danger', { value: draft.danger && ` ${draft.danger}` })
          : undefined
      }
      onPress={() => resumeDraft(draft)}
    />
  );
}

/** How much of the records has come, as long as not all have. */
function Loading() {
  const loaded = state.value?.loaded;
  if (!loaded || loaded.complete) return null;
  return <Strip icon="down">{t('today.loading', { count: loaded.residents })}</Strip>;
}

function ClockStrip() {
  return (
    <Strip tone="warn" icon="overdue" stays>
      {t('today.clock_off', { span: spanWords(state.value?.clock_offset_ms ?? 0) })}
    </Strip>
  );
}

function NobodyDue() {
  return (
    <Empty
      icon="done"
      tone="done"
      title={t('today.nobody_due')}
      lines={[t('today.nobody_due_lead')]}
    />
  );
}

function Stops() {
  const day = round.round.value;
  return (
    <>
      <div class="headline">
        <h2>{day && dayStandsWords(day)}</h2>
        <Bars />
      </div>
      <Filters />
      {groupsOf(round.inSight.value).map(({ place, stops }) => (
        <Group key={place + stops[0].household} place={place} stops={stops} />
      ))}
      {round.hasMore.value && <More key={round.inSight.value.length} />}
    </>
  );
}

function Bars() {
  const { done = 0, overdue: late = 0 } = round.round.value?.counts ?? {};
  const left = round.left.value.residents;
  const other = (round.round.value?.residents ?? 0) - done - left;
  const amounts = { done, late, due: left - late, other };
  return (
    <Progress
      label={t('today.bars', amounts)}
      bars={[
        { kind: 'done', amount: amounts.done },
        { kind: 'late', amount: amounts.late },
        { kind: 'due', amount: amounts.due },
        { kind: 'other', amount: amounts.other },
      ]}
    />
  );
}

function Filters() {
  const all = { id: '', label: t('today.all'), count: round.round.value?.residents ?? 0 };
  const chips = round.filters.value.map(({ state: kind, count }) => {
    const shape = stateShape(kind);
    return { id: kind, label: t(`state.${shape}`), count, icon: shape };
  });
  return (
    <Chips
      label={t('today.filter')}
      chips={[all, ...chips]}
      chosen={round.filter.value ?? ''}
      onChoose={(id) => round.show(id || null)}
    />
  );
}

/**
 * Doors that stand together under one heading.
 *
 * @param {Stop[]} stops
 */
function groupsOf(stops) {
  /** @type {{ place: string, stops: Stop[] }[]} */
  const groups = [];
  for (const stop of stops) {
    const place = placeWords(stop.door);
    const last = groups[groups.length - 1];
    if (last?.place === place) last.stops.push(stop);
    else groups.push({ place, stops: [stop] });
  }
  return groups;
}

/** @param {{ place: string, stops: Stop[] }} props */
function Group({ place, stops }) {
  return (
    <>
      <h2 class="section-title">
        <span>{place}</span>
        <span class="second">{t('common.doors', { count: stops.length })}</span>
      </h2>
      {stops.map((stop) => (stop.done ? <Visited stop={stop} /> : <AtDoor stop={stop} />))}
    </>
  );
}

/** @param {{ stop: Stop }} props */
function AtDoor({ stop }) {
  const stops = stop.rows.map((row) => ({
    id: row.resident,
    name: row.name ?? '',
    about: aboutWords(row),
    state: stateShape(row.state),
    why: whyWords(row),
    value: row.last ? valueWords(row.last.value) : undefined,
    date: row.last ? dayWords(row.last.date) : undefined,
    reached: round.mayCall(row),
  }));
  return (
    <HouseholdCard
      door={doorWord(stop.door)}
      stops={stops}
      onOpen={({ id }) => openNext('resident', { resident: id })}
      onCall={({ id }) => void import('./day.js').then(({ call }) => call(id))}
    />
  );
}

/** Outcomes after which somebody is no longer visited. */
const LEFT = ['away', 'moved', 'died'];

/** @param {{ stop: Stop }} props */
function Visited({ stop }) {
  const [row] = stop.rows;
  const left = stop.rows.filter(({ tried }) => tried && LEFT.includes(tried));
  const seen = stop.rows.filter((one) => !left.includes(one)).map(({ name }) => name ?? '');
  return (
    <VisitedRow
      door={doorWord(stop.door)}
      icon={seen.length > 0 ? 'done' : /** @type {any} */ (row.tried)}
      text={dotted(
        seen.length > 0 && t('today.seen', { name: listed(seen) }),
        ...left.map(({ name, tried }) =>
          dotted(name, t(/** @type {any} */ (`outcome.${tried}`))),
        ),
      )}
      value={row.last ? valueWords(row.last.value) : undefined}
      onOpen={() => openNext('resident', { resident: row.resident })}
    />
  );
}

function NextDoor() {
  const stop = round.nextStop.value;
  if (!stop) return null;
  const names = listed(stop.rows.filter(isLeft).map(({ name }) => name ?? ''));
  const go = () =>
    stop.household
      ? openNext('household', { household: stop.household })
      : openNext('resident', { resident: stop.rows[0].resident });
  return (
    <Foot>
      <Primary
        label={t('today.next_door')}
        hint={names}
        door={doorWord(stop.door)}
        trail="go"
        onPress={go}
      />
    </Foot>
  );
}

/** Brings the next doors before one has scrolled down to the end: a new one for each end. */
function More() {
  const end = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    const watching = new IntersectionObserver(
      ([{ isIntersecting }]) => {
        if (isIntersecting) void round.showMore();
      },
      { rootMargin: '25%' },
    );
    if (end.current) watching.observe(end.current);
    return () => watching.disconnect();
  }, []);
  // It is as high as what was above where one comes back to, so that one can be there at once.
  return (
    <div ref={end} style={`min-height: ${screen.peek().scroll}px; overflow-anchor: none`}>
      <NotYet />
    </div>
  );
}
