// Filling in a form: any form of the definitions, step by step, one spoken question after another.
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { AfterHead } from '../parts/after_head.jsx';
import { AppBar } from '../parts/app_bar.jsx';
import { Strip } from '../parts/card.jsx';
import { NotYet } from '../parts/empty.jsx';
import { Frame } from '../parts/frame.jsx';
import { Steps } from '../parts/steps.jsx';
import * as draft from '../stores/draft.js';
import { openForm, putAside } from '../stores/open_form.js';
import { folder, openFolder } from '../stores/folder.js';
import { household, openHousehold } from '../stores/household.js';
import { ageCountsTo } from '../stores/lifetime.js';
import { formOf, ready } from '../stores/phone.js';
import { back, screen } from '../stores/place.js';
import { AfterDeath } from './after_death.jsx';
import { LongForm } from './long_form.jsx';
import { Pill } from './pill.jsx';
import { Question } from './question.jsx';
import { findingWords } from './finding_words.js';
import { More } from './more_fields.jsx';
import { stepWord } from './form_words.js';
import { ReadOut } from './read_out.jsx';
import { Said } from './tabs.jsx';
import { togethersOf } from './usual_answers.jsx';
import { VisitFoot } from './visit_foot.jsx';
import { ageWord, doorWord, placeWords } from './words.js';

/** Beyond so many steps their words no longer fit side by side. */
const STEPS_IN_A_ROW = 5;

/**
 * @param {object} props
 * @param {number} props.place Which opening of this screen it is
 * @param {string} props.form
 * @param {string} [props.resident] Whose folder to open first, when one comes from elsewhere
 * @param {string} [props.household] Of a form about the household
 * @param {string} [props.channel]
 * @param {string} [props.document] The one to correct
 * @param {string} [props.replaces] The rejected entry that is mended
 * @param {Finding[]} [props.refused] What the centre found in it: there one begins
 */
export function Visit(props) {
  useEffect(() => void openWanted(props), [ready.value]);
  const open = draft.opened.value;
  if (!open || open.place !== props.place) {
    return (
      <Frame bar={<AppBar title="" onBack={back} />}>
        <NotYet />
      </Frame>
    );
  }
  const long = draft.steps.value.length > STEPS_IN_A_ROW;
  const atOnce = screen.peek().scroll > 0;
  const foot = (
    <AfterHead atOnce={atOnce}>
      <VisitFoot long={long} />
    </AfterHead>
  );
  return (
    <Frame bar={<Bar />} foot={foot} toast={<Said />}>
      <AfterDeath />
      <Dangers />
      <AfterHead atOnce={atOnce}>{long ? <LongForm /> : <StepByStep />}</AfterHead>
    </Frame>
  );
}

/** @param {Parameters<typeof Visit>[0]} props */
async function openWanted({
  place,
  form,
  resident,
  household: at,
  channel = 'home',
  document,
  replaces,
  refused = [],
}) {
  if (!ready.value || draft.opened.peek()?.place === place) return;
  // The phone's own Back leaves a form without a word: its draft is kept, the form is not.
  if (draft.opened.peek()) await putAside();
  if (resident && folder.peek()?.subject !== resident) await openFolder(resident);
  const ofHousehold = formOf(form).about === 'household';
  if (ofHousehold && at && household.peek()?.subject !== at) await openHousehold(at);
  const about = ofHousehold ? household.peek() : folder.peek();
  if (!about) return;
  await openForm({
    folder: about,
    form,
    channel,
    document: standing(about, form, document),
    replaces,
    refused,
    together: togethersOf(form),
    place,
  });
  if (refused.length > 0) draft.showField(refused[0].field);
}

/** Facts are one standing document, kept up to date. @param {Folder} about @param {string} form @param {string} [id] */
function standing(about, form, id) {
  const all = [about.resident, about.household, ...about.documents, ...about.visits];
  if (id) return all.find((one) => one?.id === id) ?? undefined;
  if (formOf(form).kind !== 'facts') return undefined;
  return (formOf(form).about === 'household' ? about.household : about.resident) ?? undefined;
}

function Bar() {
  const about = /** @type {Folder} */ (draft.about.value);
  const who = about.page?.who;
  const leave = () => void putAside().finally(back);
  const { door } = about;
  return (
    <AppBar
      title={who?.name ?? placeWords(door)}
      detail={who && ageWord(who.birth_date, ageCountsTo(about))}
      door={doorWord(door)}
      onBack={leave}
      pill={<Pill draft={draft.opened.value?.isBegun} />}
    />
  );
}

/** A danger stays in sight until the form is saved. */
function Dangers() {
  const codes = [...new Set(draft.dangers.value.map(({ code }) => code))];
  return (
    <>
      {codes.map((code) => (
        <Strip key={code} tone="danger" icon="urgent">
          {findingWords(code)}
        </Strip>
      ))}
    </>
  );
}

function StepByStep() {
  const steps = draft.steps.value;
  const current = draft.step.value;
  useShown(current?.id);
  if (!current) return null;
  const isLast = current === steps[steps.length - 1];
  return (
    <>
      {steps.length > 1 && (
        <Steps
          steps={steps.map((one) => ({
            id: one.id,
            label: stepWord(one),
            complete: draft.isFinished(one) && one !== current,
          }))}
          current={current.id}
          onJump={draft.showStep}
        />
      )}
      {putInLast(current.questions).map((question) => (
        <Question key={question.id} question={question} />
      ))}
      {isLast && canBeTold(current) && <ReadOut />}
      <More fields={current.more} />
    </>
  );
}

/**
 * Whether the steps before are known. Who is in danger is told at once; nor does anybody wait for the
 * name of a hospital, which is asked in the last step.
 *
 * @param {import('../stores/questions.js').Step} last
 */
const canBeTold = (last) =>
  draft.dangers.value.length > 0 || draft.missing.value.every(({ step }) => step === last);

/** What was put in by itself needs no answer: it stands below what does. @param {import('../stores/questions.js').Question[]} questions */
const putInLast = (questions) => [
  ...questions.filter(({ kind }) => kind !== 'put_in'),
  ...questions.filter(({ kind }) => kind === 'put_in'),
];

/** Brings the question in hand into sight. @param {string | undefined} step */
function useShown(step) {
  const next = draft.missing.value[0]?.question.id;
  // Before the figure in hand is brought from under the pad.
  useLayoutEffect(() => scrollTo(0, 0), [step]);
  useEffect(() => {
    // The first question of a step is in sight already, from its beginning.
    if (!next || next === draft.step.value?.questions[0].id) return;
    document.getElementById(`question-${next}`)?.scrollIntoView({ block: 'nearest' });
  }, [step, next]);
}
