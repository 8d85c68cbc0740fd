// The front page of a resident: who, what never to forget, how it goes, what is due, what is missing.
import { useEffect } from 'preact/hooks';
import { fullDate } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { dotted, listed } from '../i18n/lists.js';
import { AfterHead } from '../parts/after_head.jsx';
import { AppBar } from '../parts/app_bar.jsx';
import { Button, Primary } from '../parts/button.jsx';
import { Card, Strip } from '../parts/card.jsx';
import { NotYet } from '../parts/empty.jsx';
import { Foot, InARow } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { Icon } from '../parts/icon.jsx';
import { PersonHead } from '../parts/person_head.jsx';
import { Row } from '../parts/row.jsx';
import { folder, openFolder, partOf, services, trouble } from '../stores/folder.js';
import { ageCountsTo } from '../stores/lifetime.js';
import { back, open, openNext, openSheet, screen } from '../stores/place.js';
import { formOf, hasForm } from '../stores/phone.js';
import { staffName } from '../stores/session.js';
import { telephonesOf } from '../stores/telephones.js';
import { applicableForms, waysOf, withState } from '../stores/tasks.js';
import { codeWords } from './code_words.js';
import { Pill } from './pill.jsx';
import {
  conditionWord,
  findField,
  fieldLabel,
  serviceTitle,
  medicineWords,
  optionWord,
  populationWord,
} from './record_words.js';
import { Said } from './tabs.jsx';
import { Unreadable } from './unreadable.jsx';
import { Values } from './values.jsx';
import { aboutWords, doorWord, shortPlaceWords, taskShape, taskWords } from './words.js';

/** @typedef {import('../stores/tasks.js').Way} Way */

/** @param {{ resident: string }} props */
export function Resident({ resident }) {
  useEffect(() => void openFolder(resident), [resident]);
  const at = folder.value?.subject === resident ? folder.value : null;
  if (trouble.value)
    return <Unreadable code={trouble.value} onAgain={() => openFolder(resident)} />;
  if (!at?.page) return <Coming />;
  const { page } = at;
  return (
    <Frame
      bar={
        <AppBar
          title={shortPlaceWords(at.door)}
          door={doorWord(at.door)}
          onBack={back}
          pill={<Pill short record={at.record} pending={at.pending.length} />}
        />
      }
      foot={<Start at={at} />}
      toast={<Said />}
    >
      <Who page={page} at={at} />
      <Allergies page={page} />
      <Open at={at} />
      <AfterHead atOnce={screen.peek().scroll > 0}>
        <Values page={page} />
        <Matters at={at} />
        <Parts page={page} at={at} />
      </AfterHead>
    </Frame>
  );
}

function Coming() {
  return (
    <Frame bar={<AppBar title="" onBack={back} pill={<Pill short />} />}>
      <NotYet />
    </Frame>
  );
}

/** @param {{ page: any, at: Folder }} props */
function Who({ page: { who, conditions, populations, status, closed, away }, at }) {
  const doctor = staffName(who.responsible_doctor);
  const known = conditions.map((/** @type {any} */ one) => ({
    text: one.since
      ? t('resident.since', {
          condition: one.text ?? conditionWord(one.code),
          year: one.since.slice(0, 4),
        })
      : (one.text ?? conditionWord(one.code)),
    tone: one.managed ? 'managed' : undefined,
  }));
  const named = new Set(conditions.map((/** @type {any} */ one) => one.code));
  const groups = populations
    .filter((/** @type {string} */ code) => !named.has(code))
    .map((/** @type {string} */ code) => ({ text: populationWord(code) }));
  return (
    <Card>
      <PersonHead
        large
        name={who.name}
        about={aboutWords(who, ageCountsTo(at))}
        detail={dotted(
          who.birth_date && fullDate(who.birth_date),
          doctor && t('resident.doctor', { name: doctor }),
          codeWords(who.record_code, at.resident?.body.record_consent),
        )}
        tags={[...known, ...groups]}
      />
      {closed?.reason !== 'died' && <Calls name={who.name} at={at} />}
      {status === 'closed' && (
        <Strip tone="warn" icon={closed.reason === 'died' ? 'died' : 'moved'}>
          {t('resident.closed', {
            reason: optionWord(findField('record_closure', 'closure_reason'), closed.reason),
          })}
        </Strip>
      )}
      {status !== 'closed' && away && (
        <Strip tone="warn" icon="away">
          {away.expected_back
            ? t('resident.away_until', {
                since: fullDate(away.since),
                back: fullDate(away.expected_back),
              })
            : t('resident.away', { since: fullDate(away.since) })}
        </Strip>
      )}
    </Card>
  );
}

/** Whom one can call about somebody, the best first; the dialler shows the number. @param {{ name: string, at: Folder }} props */
function Calls({ name, at }) {
  const telephones = telephonesOf(at);
  if (telephones.length === 0) return null;
  return (
    <InARow>
      {telephones.map((telephone) => {
        const whose = whoseWord(telephone);
        return (
          <a
            key={telephone.number}
            class="button"
            href={`tel:${telephone.number}`}
            aria-label={whose ? t('call.about', { whose, name }) : t('row.call', { name })}
          >
            <Icon name="call" />
            <span class="words">{whose ?? t('call.own')}</span>
          </a>
        );
      })}
    </InARow>
  );
}

/** @param {import('../stores/telephones.js').Telephone} telephone @returns {string | null} Null: their own */
function whoseWord({ whose, name, owner }) {
  if (whose !== 'own') return name ?? t(`call.${whose}`);
  return owner && (name ?? optionWord(findField('resident_basic', 'phone_owner'), owner));
}

/** Never scrolls away. @param {{ page: any }} props */
function Allergies({ page: { allergies } }) {
  const field = findField('resident_basic', 'drug_allergies');
  const named = allergies.codes.map((/** @type {string} */ code) =>
    code === 'other' && allergies.text ? allergies.text : optionWord(field, code),
  );
  if (named.length > 0) {
    return (
      <Strip tone="danger" icon="urgent" stays>
        {t('resident.allergic', { substances: listed(named) })}
      </Strip>
    );
  }
  if (allergies.known) return null;
  return <Strip icon="no_record">{t('resident.no_allergy_asked')}</Strip>;
}

/** What is not settled: danger that nobody answered, values that differ. @param {{ at: Folder }} props */
function Open({ at }) {
  return (
    <>
      {at.page.alerts.map((/** @type {any} */ alert) => (
        <Strip key={alert.document} tone="danger" icon="urgent">
          {t('resident.danger_until', { day: fullDate(alert.due_on) })}
        </Strip>
      ))}
      {at.conflicts
        .filter(({ state }) => state === 'open')
        .map((conflict) => (
          <Card key={conflict.id} rows>
            <Row
              state="due"
              title={t('resident.differs_row')}
              leads
              onOpen={() => open('conflict', { conflict: conflict.id })}
            />
          </Card>
        ))}
    </>
  );
}

/** Medicines, what is due, what is missing. @param {{ at: Folder }} props */
function Matters({ at }) {
  const { page } = at;
  const due = withState(page.due, at.today).filter((task) => task.state !== 'upcoming');
  return (
    <Card rows>
      {page.medicines.map((/** @type {any} */ row) => {
        const { name, how } = medicineWords(row, row.form);
        return (
          <Row
            key={name}
            lead={<Icon name="pill" />}
            title={
              <>
                <b>{name}</b> {how}
              </>
            }
          />
        );
      })}
      {due.map((task) => (
        <Row
          key={task.id}
          state={taskShape(task)}
          title={<b class={taskShape(task)}>{taskWords(task)}</b>}
        />
      ))}
      {page.missing.length > 0 && <Missing missing={page.missing} />}
    </Card>
  );
}

/** @param {{ missing: { field: string }[] }} props */
function Missing({ missing }) {
  const labels = missing.map(({ field }) => {
    const known = findField('resident_basic', field);
    return known ? fieldLabel(known) : field;
  });
  const first = listed(labels.slice(0, 3));
  return (
    <Row
      state="no_record"
      title={
        <>
          {t('resident.missing')}
          <b>
            {labels.length > 3
              ? t('resident.and_more', { first, count: labels.length })
              : first}
          </b>
        </>
      }
      leads
      onOpen={() => open('visit', { form: 'resident_basic', correct: true })}
    />
  );
}

/** @param {{ page: any, at: Folder }} props */
function Parts({ page, at }) {
  const { parts, missing } = page;
  const tiles = [
    {
      id: 'basics',
      word: t('resident.basics'),
      under: missing.length
        ? t('resident.gaps', { count: missing.length })
        : t('resident.complete'),
    },
    {
      id: 'examinations',
      word: t('resident.exams'),
      under: t('resident.times', { count: parts.examinations.recent }),
    },
    {
      id: 'programmes',
      word: t('resident.visits'),
      under: t('resident.times', { count: parts.programmes.recent }),
    },
    {
      id: 'other',
      word: t('resident.other'),
      // What stands there, also what is no service: a closure, an absence.
      under: t('resident.items', {
        count: services.value.filter((one) => partOf(one) === 'other').length,
      }),
    },
  ];
  return (
    <div class="tiles" role="group" aria-label={t('resident.parts')}>
      {tiles.map(({ id, word, under }) => (
        <button
          key={id}
          class="tile"
          onClick={() => open('timeline', { resident: at.subject, part: id })}
        >
          {word}
          <span>{under}</span>
        </button>
      ))}
    </div>
  );
}

/** @param {{ at: Folder }} props */
function Start({ at }) {
  const due = withState(at.page.due, at.today).filter(
    (task) => task.state !== 'upcoming' && hasForm(task.form),
  );
  if (at.page.status === 'closed') return null;
  if (due.length === 0) return <NothingDue at={at} />;
  const [{ form, cycle }] = due;
  // What is due about a document, as about an absence, is said in that document.
  const about = at.documents.find(
    ({ id, type }) => type === form && cycle.startsWith(`${id}/`),
  );
  const begin = (/** @type {Way} */ channel) =>
    openNext('visit', { form, channel, document: about?.id });
  const [usual, ...others] = waysOf(formOf(form), due[0]);
  const isBegun = at.drafts.some((draft) => draft.form === form);
  const household = at.resident?.links.household;
  const notSeen = () =>
    openSheet('outcome', {
      household,
      door: at.door,
      people: [{ ...asRow(at), tasks: due }],
    });
  return (
    <Foot>
      <Primary
        label={t(isBegun ? 'resident.go_on' : 'resident.start', { form: serviceTitle(form) })}
        hint={isBegun || usual === 'home' ? undefined : t(`way.${usual}`)}
        trail="go"
        onPress={() => begin(usual)}
      />
      <InARow>
        {household && <Button label={t('household.not_seen')} onPress={notSeen} />}
        {!isBegun && <Ways ways={others} onBegin={begin} />}
      </InARow>
    </Foot>
  );
}

/** The less usual ways of a service; without them the usual one is a single tap. @param {{ ways: Way[], onBegin: (way: Way) => void }} props */
const Ways = ({ ways, onBegin }) =>
  ways.map((way) => <Button key={way} label={t(`way.${way}`)} onPress={() => onBegin(way)} />);

/** @param {Folder} at */
const asRow = ({ subject, page: { who } }) => ({
  resident: subject,
  name: who.name,
  birth_date: who.birth_date,
});

/** What can be recorded of somebody of whom nothing is due. @param {{ at: Folder }} props */
function NothingDue({ at }) {
  const forms = applicableForms(at);
  if (forms.length === 0) return null;
  return (
    <Foot note={t('resident.nothing_due')}>
      {forms.map((form) => (
        <Unasked
          key={form}
          form={form}
          isBegun={at.drafts.some((draft) => draft.form === form)}
        />
      ))}
    </Foot>
  );
}

/** A service for which the plan does not ask today; one that was begun goes on as it began. @param {{ form: string, isBegun: boolean }} props */
function Unasked({ form, isBegun }) {
  const begin = (/** @type {Way} */ channel) => openNext('visit', { form, channel });
  const [usual, ...others] = waysOf(formOf(form));
  return (
    <>
      <Button
        icon={isBegun ? undefined : 'plus'}
        label={isBegun ? t('resident.go_on', { form: serviceTitle(form) }) : serviceTitle(form)}
        onPress={() => begin(usual)}
      />
      {others.length > 0 && !isBegun && (
        <InARow>
          <Ways ways={others} onBegin={begin} />
        </InARow>
      )}
    </>
  );
}
