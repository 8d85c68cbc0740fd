// Nobody home, refused, away, moved, died, another day: the consequence under each word, and when to come again.
import { useState } from 'preact/hooks';
import { dayAndWeekday, fullDate, spokenDay } from '../i18n/dates.js';
import { inWords, t } from '../i18n/language.js';
import { listed } from '../i18n/lists.js';
import { Button, Primary } from '../parts/button.jsx';
import { OptionButtons } from '../parts/option_buttons.jsx';
import { Sheet } from '../parts/sheet.jsx';
import { TextField } from '../parts/text_field.jsx';
import { addDays } from '../rules/dates.js';
import { household } from '../stores/household.js';
import {
  bornOn,
  isAgain,
  isOfOne,
  lackingOf,
  nothingSaid,
  onAnotherDay,
  peopleOf,
  wrongWithDay,
} from '../stores/outcome.js';
import { back, open } from '../stores/place.js';
import { nextStop } from '../stores/round.js';
import { today } from '../stores/session.js';
import { timesNotHome } from '../stores/visit.js';
import { noteOutcome } from './note_outcome.js';
import { findField } from './record_words.js';
import { doorWord } from './words.js';

/** @typedef {import('../stores/outcome.js').Person} Person */
/** @typedef {import('../stores/outcome.js').Said} Said */
/** @typedef {import('../stores/visit.js').Outcome} Outcome */

/** @type {Outcome[]} */
const ALL = ['not_home', 'postponed', 'refused', 'away', 'moved', 'died', 'done'];

/** @param {{ household: string, door?: Door, people: Person[] }} props */
export function OutcomeSheet({ household: at, door, people }) {
  const [said, setSaid] = useState(nothingSaid);
  // A day that is still being typed is not yet wrong: only who asks what is lacking is told.
  const [asked, setAsked] = useState(false);
  const tell = (/** @type {Partial<Said>} */ next) => setSaid({ ...said, ...next });
  const typing = { said, people, asked, onTell: tell };
  return (
    <Sheet
      title={listed(people.map(({ name }) => name ?? ''))}
      door={doorWord(door ?? household.value?.door)}
      onClose={back}
      foot={<Note at={at} people={people} said={said} onAsk={() => setAsked(true)} />}
    >
      <OptionButtons
        hideLabel
        label={t('outcome.what')}
        options={optionsFor(people)}
        chosen={said.outcome}
        onChoose={(code) => choose(/** @type {Outcome} */ (code), said, people, tell)}
      />
      {isOfOne(said, people) && (
        <OptionButtons
          label={t('outcome.who')}
          options={people.map(({ resident, name }) => ({ code: resident, label: name ?? '' }))}
          chosen={said.who}
          onChoose={(who) => tell({ who })}
        />
      )}
      <Details {...typing} />
      {isAgain(said) && <WhenAgain {...typing} />}
    </Sheet>
  );
}

/** @param {Outcome} outcome @param {Said} said @param {Person[]} people @param {(next: Partial<Said>) => void} tell */
function choose(outcome, said, people, tell) {
  if (outcome === 'done') open('resident', { resident: people[0].resident });
  // A second tap takes it back.
  else tell({ outcome: outcome === said.outcome ? null : outcome, day: '' });
}

/** @param {Person[]} people */
function optionsFor(people) {
  const at = household.value;
  const times = at
    ? Math.max(0, ...people.map(({ resident }) => timesNotHome(at, resident)))
    : 0;
  return ALL.map((code) => ({
    code,
    label: code === 'done' ? t('outcome.seen') : t(`outcome.${code}`),
    consequence:
      code === 'done'
        ? t('outcome.seen_hint')
        : t(`outcome.${code}_hint`, { count: times + 1 }),
    icon: code,
  }));
}

/** @typedef {{ said: Said, people: Person[], asked: boolean, onTell: (next: Partial<Said>) => void }} Typing */

/** @param {Typing} typing */
function Details(typing) {
  const { said, onTell } = typing;
  if (said.outcome === 'refused') {
    return (
      <Words label={t('outcome.why')} text={said.words} onType={(words) => onTell({ words })} />
    );
  }
  if (said.outcome === 'moved') {
    return (
      <Words
        label={t('outcome.moved_where')}
        text={said.words}
        onType={(words) => onTell({ words })}
      />
    );
  }
  if (said.outcome === 'died') {
    return (
      <TypedDay {...typing} label={t('outcome.died_on')} hint={t('outcome.day_unknown')} />
    );
  }
  if (said.outcome === 'away') {
    return (
      <TypedDay {...typing} label={t('outcome.back_on')} hint={t('outcome.back_unknown')} />
    );
  }
  if (said.outcome === 'postponed') return <PostponedReason said={said} onTell={onTell} />;
  return null;
}

/** A day on the phone's own number keys. @param {Typing & { label: string, hint: string }} props */
const TypedDay = ({ said, people, asked, onTell, label, hint }) => (
  <TextField
    id="outcome-day"
    label={label}
    hint={hint}
    keyboard="numeric"
    text={said.day}
    error={wrongWords(said, people, asked && hint)}
    onType={(day) => onTell({ day })}
  />
);

/**
 * What is wrong with the day, at its field.
 *
 * @param {Said} said
 * @param {Person[]} people
 * @param {string | false} hint Said of a day that is not written to its end
 */
function wrongWords(said, people, hint) {
  switch (wrongWithDay(said, people)) {
    case 'unfinished':
      return hint || undefined;
    case 'no_such_day':
      return t('date.no_such_day');
    case 'future':
      return t('outcome.in_future');
    case 'past':
      return t('outcome.in_past');
    case 'before_birth':
      return t('outcome.before_birth', { birth: fullDate(bornOn(said, people) ?? '') });
    default:
      return undefined;
  }
}

/** @param {{ label: string, text: string, onType: (text: string) => void }} props */
const Words = ({ label, text, onType }) => (
  <TextField id="outcome-words" label={label} text={text} onType={onType} />
);

/** @param {{ said: Said, onTell: (next: Partial<Said>) => void }} props */
function PostponedReason({ said, onTell }) {
  const reasons = findField('visit', 'item_postponed_reason')?.options ?? [];
  return (
    <OptionButtons
      label={t('outcome.why')}
      options={reasons.map(({ code, label }) => ({
        code,
        label: inWords(/** @type {any} */ (label)),
      }))}
      chosen={said.reason}
      onChoose={(reason) => onTell({ reason })}
    />
  );
}

/** @param {Typing} typing */
function WhenAgain(typing) {
  const { said, onTell } = typing;
  const days = [1, 3, 7].map((count) => /** @type {string} */ (addDays(today.value, count)));
  const other = said.next === null || !days.includes(said.next);
  return (
    <>
      <OptionButtons
        label={t('outcome.when_again')}
        options={[
          ...days.map((day) => ({ code: day, label: dayWords(day) })),
          { code: '', label: t('outcome.other_day') },
        ]}
        chosen={other ? '' : said.next}
        onChoose={(day) => onTell({ next: day || null, day: '' })}
      />
      {other && (
        <TypedDay
          {...typing}
          label={t('outcome.other_day')}
          hint={t('date.hint')}
          onTell={({ day = '' }) => onTell(onAnotherDay(day))}
        />
      )}
    </>
  );
}

/** @param {string} day */
function dayWords(day) {
  const spoken = spokenDay(day, today.value);
  const known = dayAndWeekday(day);
  return known.includes(spoken) ? known : spoken;
}

/** What is still to be said, as its question stands above. */
const QUESTIONS = /** @type {const} */ ({
  outcome: 'outcome.what',
  who: 'outcome.who',
  reason: 'outcome.why',
  died_on: 'outcome.died_on',
  back_on: 'outcome.back_on',
  again: 'outcome.when_again',
});

/** @param {{ at: string, people: Person[], said: Said, onAsk: () => void }} props */
function Note({ at, people, said, onAsk }) {
  const lacking = lackingOf(said, people);
  if (lacking) {
    const asked = t(QUESTIONS[lacking]);
    const ask = () => {
      onAsk();
      showQuestion(asked);
    };
    return <Button label={asked} onPress={ask} />;
  }
  return <NoteIt at={at} people={peopleOf(said, people)} said={said} />;
}

/** @param {string} asked */
function showQuestion(asked) {
  const field = document.querySelector('#outcome-day');
  const group = document.querySelector(`dialog [role=group][aria-label="${asked}"]`);
  (group ?? field)?.scrollIntoView();
  if (!group) /** @type {HTMLElement | null} */ (field)?.focus();
}

/** @param {{ at: string, people: Person[], said: Said }} props */
function NoteIt({ at, people, said }) {
  const outcome = /** @type {Outcome} */ (said.outcome);
  const next = nextStop.value?.household === at ? null : nextStop.value;
  const note = () => noteOutcome(at, people, { ...said, outcome });
  const label = next
    ? t('outcome.note_next', { door: doorWord(next.door) })
    : t('outcome.note');
  return <Primary label={label} trail="go" onPress={note} />;
}
