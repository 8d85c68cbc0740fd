// Opening a record: search first, likely twins while typing, then consent. It needs no signal.
import { useLayoutEffect } from 'preact/hooks';
import { fullDate } from '../i18n/dates.js';
import { readDate } from '../rules/typed_date.js';
import { inWords, t } from '../i18n/language.js';
import { dotted } from '../i18n/lists.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Button, Primary } from '../parts/button.jsx';
import { Card, Strip } from '../parts/card.jsx';
import { LineByLine } from '../parts/comparison.jsx';
import { NotYet } from '../parts/empty.jsx';
import { Foot, SideBySide } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { Icon } from '../parts/icon.jsx';
import { OptionButtons } from '../parts/option_buttons.jsx';
import { TextField } from '../parts/text_field.jsx';
import * as establish from '../stores/establish.js';
import { bridge } from '../stores/phone.js';
import { back, home as goHome, open } from '../stores/place.js';
import { say } from '../stores/toast.js';
import { Pill } from './pill.jsx';
import { createWords, errorAt, keptWords, label, twinLines } from './establish_words.js';
import { findField } from './record_words.js';
import { ageWord, doorWord, sexWord } from './words.js';
import { WhichDoor } from './which_door.jsx';

/** @param {{ name?: string, household?: string, draft?: string }} props */
export function Establish(props) {
  // Before anybody can type: what was typed into the form before it begins would be lost.
  useLayoutEffect(() => void establish.begin(props), []);
  const leave = () => void bridge().draft.flush().finally(back);
  const isBegun = establish.begun.value;
  const at = isBegun && establish.home.value?.folder.household;
  return (
    <Frame
      bar={
        <AppBar
          title={t('establish.title')}
          door={at ? doorWord(/** @type {any} */ (at.body)) : undefined}
          onBack={leave}
          pill={<Pill draft />}
        />
      }
      foot={isBegun && <Next />}
    >
      {isBegun ? <Form /> : <NotYet />}
    </Frame>
  );
}

const Form = () => (
  <>
    <Who />
    <Twin />
    <WhichDoor />
    <Relation />
    <Consent />
    <Button
      kind="quiet"
      tone="ink"
      label={t('establish.drop')}
      onPress={() => establish.forget().then(back)}
    />
  </>
);

function Who() {
  const { derived } = establish;
  return (
    <>
      <PersonField field="name" label={t('establish.name')} />
      <PersonField field="id_number" good={Boolean(derived.value)} />
      {derived.value ? <Derived derived={derived.value} /> : <WithoutNumber />}
      <PersonField field="phone" label={t('establish.telephone')} keyboard="tel" />
    </>
  );
}

/** @param {{ field: string, label?: string, good?: boolean, keyboard?: 'tel' }} props */
function PersonField({ field, label: named = label(field), good, keyboard }) {
  return (
    <TextField
      id={field}
      label={named}
      keyboard={keyboard}
      text={establish.person.value[field] ?? ''}
      good={good}
      error={errorAt(field)}
      onType={(text) => establish.tell({ [field]: text })}
      onLeave={() => establish.leave(field)}
    />
  );
}

/** Leads to a field, and says what is wrong there. @param {string} field */
function showField(field) {
  establish.leave(field);
  const place = document.getElementById(field);
  place?.scrollIntoView({ block: 'center' });
  place?.focus();
}

/** @param {{ derived: { sex: string, birth_date: string } }} props */
function Derived({ derived: { sex, birth_date: birth } }) {
  return (
    <Card>
      <p class="second">{t('establish.derived')}</p>
      <p>
        <b>{dotted(sexWord(sex), fullDate(birth), ageWord(birth))}</b>
      </p>
    </Card>
  );
}

/** Somebody without a number at hand: sex and birth date are asked. */
function WithoutNumber() {
  const { person, leave, tell } = establish;
  const { birth_typed: typed = '', birth_date: birth } = person.value;
  return (
    <>
      <OptionButtons
        inline
        id="sex"
        label={label('sex')}
        options={[
          { code: 'male', label: t('person.male') },
          { code: 'female', label: t('person.female') },
        ]}
        chosen={person.value.sex ?? null}
        onChoose={(sex) => tell({ sex })}
      />
      <TextField
        id="birth_date"
        label={label('birth_date')}
        hint={t('date.hint')}
        keyboard="numeric"
        text={typed || (birth ?? '')}
        error={errorAt('birth_date')}
        onType={(text) => tell({ birth_typed: text, birth_date: readDate(text) })}
        onLeave={() => leave('birth_date')}
      />
    </>
  );
}

function Twin() {
  const twin = establish.openTwin.value;
  if (!twin) return null;
  const { person, derived } = establish;
  const birth = derived.value?.birth_date ?? person.value.birth_date;
  const mine = { ...person.value, birth_date: birth };
  return (
    <Card tone="warned">
      <p class="with-icon overdue">
        <Icon name="overdue" />
        <b>{t('establish.maybe_twin')}</b>
      </p>
      <LineByLine
        heads={[t('establish.mine'), t('establish.theirs')]}
        lines={twinLines(mine, twin)}
      />
      <SideBySide even>
        <Button
          label={t('establish.not_the_same')}
          onPress={() => establish.sayNotTheSame(twin.resident)}
        />
        <Primary label={t('establish.the_same')} onPress={() => itIs(twin)} />
      </SideBySide>
    </Card>
  );
}

/** Below it stand the two answers: between bar and foot there is room for all of it. */
const showTwin = () =>
  document.querySelector('.card.warned')?.scrollIntoView({ block: 'center' });

/** @param {FoundResident} twin */
async function itIs({ resident }) {
  await establish.forget();
  goHome(() => open('resident', { resident }));
}

/** How they belong to a household that has somebody already. */
function Relation() {
  const { livesWithOthers, person, tell } = establish;
  const relations = findField('household', 'relationship_to_head')?.options ?? [];
  if (!livesWithOthers.value) return null;
  return (
    <OptionButtons
      id="relationship_to_head"
      label={t('establish.relation')}
      options={relations.map((option) => ({
        code: option.code,
        label: inWords(/** @type {any} */ (option.label)),
      }))}
      chosen={person.value.relationship ?? null}
      onChoose={(relationship) => tell({ relationship })}
    />
  );
}

function Consent() {
  const { person, openTwin, isOfAge, tell } = establish;
  if (openTwin.value || !person.value.name) return null;
  return (
    <Card>
      <OptionButtons
        id="record_consent"
        label={t(isOfAge.value ? 'establish.consent' : 'establish.guardian_consent')}
        options={[
          { code: 'agreed', label: t('establish.agrees') },
          { code: 'declined', label: t('establish.refuses') },
        ]}
        chosen={person.value.record_consent ?? null}
        onChoose={(consent) => tell({ record_consent: consent })}
      />
      <Strip icon="shield">{t('establish.consent_lead')}</Strip>
    </Card>
  );
}

function Next() {
  const { openTwin, findings, person } = establish;
  if (openTwin.value) {
    return (
      <Foot>
        <Button label={t('establish.answer_first')} onPress={showTwin} />
      </Foot>
    );
  }
  const [first] = findings.value;
  if (first) {
    const count = findings.value.length;
    const words = { count, first: label(first.field) };
    const isWrong = findings.value.every(({ code }) => code !== 'required');
    return (
      <Foot>
        <Button
          label={isWrong ? t('establish.mend', words) : t('visit.missing', words)}
          onPress={() => showField(first.field)}
        />
      </Foot>
    );
  }
  return (
    <Foot>
      <Primary label={createWords(person.value)} trail="go" onPress={createIt} />
    </Foot>
  );
}

async function createIt() {
  const words = keptWords(establish.person.value);
  const resident = await establish.create();
  goHome(() => {
    open('resident', { resident });
    say(words);
  });
}
