// A household: who lives here, what is due to each; one visit for all, one after another.
import { useEffect } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Button, Primary } from '../parts/button.jsx';
import { CallButton } from '../parts/call_button.jsx';
import { Strip } from '../parts/card.jsx';
import { NotYet } from '../parts/empty.jsx';
import { Foot, InARow, SideBySide } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { PersonHead } from '../parts/person_head.jsx';
import { StateMark } from '../parts/state_mark.jsx';
import { wasTried } from '../rules/still_to_see.js';
import {
  expected,
  first,
  household,
  openHousehold,
  people,
  stop,
  trouble,
} from '../stores/household.js';
import { back, open, openSheet } from '../stores/place.js';
import { mayCall, nextStop } from '../stores/round.js';
import { call } from '../stores/telephones.js';
import { noteNobodyHome } from './note_outcome.js';
import { Pill } from './pill.jsx';
import { Said } from './tabs.jsx';
import { Unreadable } from './unreadable.jsx';
import { findField, optionWord } from './record_words.js';
import {
  aboutWords,
  doorWord,
  listedAgeTo,
  shortPlaceWords,
  stateShape,
  taskShape,
  taskWords,
  whyWords,
} from './words.js';

/** @param {{ household: string }} props */
export function Household({ household: id }) {
  useEffect(() => void openHousehold(id), [id]);
  const at = household.value?.subject === id ? household.value : null;
  if (trouble.value) return <Unreadable onAgain={() => openHousehold(id)} />;
  const door = at?.door ?? stop.value?.door;
  return (
    <Frame
      bar={
        <AppBar
          title={shortPlaceWords(door)}
          door={doorWord(door)}
          onBack={back}
          pill={<Pill short record={at?.record} pending={at?.pending.length} />}
        />
      }
      foot={at && <Actions />}
      toast={<Said />}
    >
      {!at ? <NotYet /> : <Members at={at} />}
    </Frame>
  );
}

/** @param {{ at: Folder }} props */
function Members({ at }) {
  const note = at.household?.body.access_note;
  return (
    <>
      {note && <Strip icon="home">{note}</Strip>}
      {people.value.map((person) => (
        <Member key={person.resident} person={person} />
      ))}
      <SideBySide even>
        <Button
          icon="plus"
          label={t('household.add_member')}
          onPress={() => open('establish', { household: at.subject })}
        />
        <Button
          label={t('household.circumstances')}
          onPress={() => open('visit', { household: at.subject, form: 'household' })}
        />
      </SideBySide>
    </>
  );
}

/** @param {{ person: typeof people.value[number] }} props */
function Member({ person }) {
  const relation = person.relation
    ? optionWord(findField('household', 'relationship_to_head'), person.relation)
    : undefined;
  const who = (
    <button class="card member" onClick={() => open('resident', { resident: person.resident })}>
      <PersonHead
        name={person.name ?? ''}
        about={aboutWords(person, listedAgeTo(person))}
        trail={relation}
      />
      {person.row ? <Matters row={person.row} /> : <Unvisited flags={person.flags} />}
    </button>
  );
  if (!mayCall(person)) return who;
  return (
    <div class="card rows with-call">
      {who}
      <CallButton name={person.name ?? ''} onCall={() => call(person.resident)} />
    </div>
  );
}

/** What is due, or what came of it today. @param {{ row: StopRow }} props */
function Matters({ row }) {
  const { state, tasks } = row;
  if (wasTried(row) && state !== 'urgent' && state !== 'done')
    return <StateMark state={stateShape(state)} word={whyWords(row)} />;
  if (state === 'done' && tasks.length === 0) return <StateMark state="done" />;
  return tasks.map((task) => (
    <StateMark key={task.id} state={taskShape(task)} word={taskWords(task)} />
  ));
}

/** Why nobody is to be seen. @param {{ flags: string[] }} props */
function Unvisited({ flags }) {
  if (flags.includes('closed')) return <StateMark state="moved" word={t('household.closed')} />;
  if (flags.includes('away')) return <StateMark state="away" />;
  return <span class="second">{t('household.nothing_due')}</span>;
}

function Actions() {
  const begin = first.value;
  if (!begin) return <AllDone />;
  const at = /** @type {Folder} */ (household.value).subject;
  return (
    <Foot>
      <Primary
        label={t('household.start', { name: begin.name })}
        trail="go"
        onPress={() => open('resident', { resident: begin.resident })}
      />
      <InARow>
        <Button
          icon="not_home"
          label={t('household.nobody_home', { count: expected.value.length })}
          onPress={() => noteNobodyHome(at, expected.value)}
        />
        <Button
          label={t('household.not_seen')}
          onPress={() => openSheet('outcome', { household: at, people: expected.value })}
        />
      </InARow>
    </Foot>
  );
}

function AllDone() {
  const next = nextStop.value;
  if (!next?.household || next.household === household.value?.subject) return null;
  return (
    <Foot>
      <Primary
        label={t('household.next_door', { door: doorWord(next.door) })}
        trail="go"
        onPress={() => open('household', { household: next.household })}
      />
    </Foot>
  );
}
