// Nobody home, refused, away, moved, died, another day: the consequence under each word, and when to come again.
import { useState } from 'preact/hooks';
import { dayAndWeekday, readDate, spokenDay } from '../i18n/dates.js';
import { inWords, t } from '../i18n/language.js';
import { listed } from '../i18n/lists.js';
import { Primary } from '../parts/button.jsx';
import { DateField } from '../parts/date_field.jsx';
import { OptionButtons } from '../parts/option_buttons.jsx';
import { Sheet } from '../parts/sheet.jsx';
import { TextField } from '../parts/text_field.jsx';
import { addDays } from '../rules/dates.js';
import { household } from '../stores/household.js';
import { back, home, open } from '../stores/place.js';
import { nextStop } from '../stores/round.js';
import { today } from '../stores/session.js';
import { say } from '../stores/toast.js';
import { recordOutcome, timesNotHome } from '../stores/visit.js';
import { findField } from './record_words.js';
import { doorWord } from './words.js';

/** @typedef {import('../stores/visit.js').Outcome} Outcome */
/** @typedef {{ resident: string, name: string | null, tasks: { id: string, form: string }[] }} Person */

/** Those that need to be told about one person, not about a door. @type {Outcome[]} */
const OF_ONE = ['refused', 'away', 'moved', 'died'];
/** Those after which one comes again. @type {Outcome[]} */
const AGAIN = ['not_home', 'postponed', 'refused'];
/** @type {Outcome[]} */
const ALL = ['not_home', 'postponed', 'refused', 'away', 'moved', 'died', 'done'];

/** @typedef {{ outcome: Outcome, who: string, next: string | null, words: string, day: string, reason: string | null }} Said */

/** @param {{ household: string, door?: Door, people: Person[] }} props */
export function OutcomeSheet({ household: at, door, people }) {
  const [said, setSaid] = useState(
    /** @type {Said} */ ({
      outcome: 'not_home',
      who: people[0]?.resident ?? '',
      next: addDays(today.value, 1),
      words: '',
      day: '',
      reason: null,
    }),
  );
  const tell = (/** @type {Partial<Said>} */ next) => setSaid({ ...said, ...next });
  const ofOne = OF_ONE.includes(said.outcome) && people.length > 1;
  const chosen = ofOne ? people.filter(({ resident }) => resident === said.who) : people;
  return (
    <Sheet
      title={listed(people.map(({ name }) => name ?? ''))}
      door={doorWord(door ?? /** @type {any} */ (household.value?.household?.body))}
      onClose={back}
      foot={<Note at={at} people={chosen} said={said} />}
    >
      <OptionButtons
        hideLabel
        label={t('outcome.what')}
        options={optionsFor(people)}
        chosen={said.outcome}
        onChoose={(code) => choose(/** @type {Outcome} */ (code), people, tell)}
      />
      {ofOne && (
        <OptionButtons
          label={t('outcome.who')}
          options={people.map(({ resident, name }) => ({ code: resident, label: name ?? '' }))}
          chosen={said.who}
          onChoose={(who) => tell({ who })}
        />
      )}
      <Details said={said} onTell={tell} />
      {AGAIN.includes(said.outcome) && <WhenAgain said={said} onTell={tell} />}
    </Sheet>
  );
}

/** @param {Outcome} outcome @param {Person[]} people @param {(next: Partial<Said>) => void} tell */
function choose(outcome, people, tell) {
  if (outcome === 'done') open('resident', { resident: people[0].resident });
  else tell({ outcome });
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

/** @param {{ said: Said, onTell: (next: Partial<Said>) => void }} props */
function Details({ said, onTell }) {
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
      <TextField
        id="died-on"
        label={t('outcome.died_on')}
        hint={t('outcome.day_unknown')}
        keyboard="numeric"
        text={said.day}
        onType={(day) => onTell({ day })}
      />
    );
  }
  if (said.outcome === 'postponed') return <PostponedReason said={said} onTell={onTell} />;
  return null;
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

/** @param {{ said: Said, onTell: (next: Partial<Said>) => void }} props */
function WhenAgain({ said, onTell }) {
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
        <DateField
          id="again-on"
          label={t('outcome.other_day')}
          digits={said.day}
          onFocus={() => undefined}
          onType={(day) => onTell({ day, next: readDate(day) })}
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

/** @param {{ at: string, people: Person[], said: Said }} props */
function Note({ at, people, said }) {
  const next = nextStop.value?.household === at ? null : nextStop.value;
  const note = async () => {
    const undo = await recordOutcome(at, people, said.outcome, columnsOf(said));
    navigator.vibrate?.(30);
    say(
      t('outcome.noted', {
        name: listed(people.map(({ name }) => name ?? '')),
        outcome: t(/** @type {any} */ (`outcome.${said.outcome}`)),
      }),
      undo,
    );
    home();
  };
  const label = next
    ? t('outcome.note_next', { door: doorWord(next.door) })
    : t('outcome.note');
  return <Primary label={label} trail="go" onPress={note} />;
}

/** The columns of the visit's rows that an outcome fills. @param {Said} said */
function columnsOf({ outcome, next, words, day, reason }) {
  /** @type {Record<string, any>} */
  const columns = {};
  if (AGAIN.includes(outcome) && next) columns.item_next_attempt_date = next;
  if (outcome === 'refused' && words) columns.item_refusal_reason = words;
  if (outcome === 'moved' && words) columns.item_moved_to = words;
  if (outcome === 'died' && day) columns.item_died_on = partialDate(day);
  if (outcome === 'postponed') columns.item_postponed_reason = reason ?? 'resident_asked';
  return columns;
}

/** A day, a month or a year, as people remember it. @param {string} text */
function partialDate(text) {
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].filter(Boolean).join('-');
}
