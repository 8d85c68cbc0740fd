// The round, the household, the resident, the search.
import { t } from './words.js';
import { dotted, listed } from '../../../pwa/js/i18n/lists.js';
import { AppBar } from '../../../pwa/js/parts/app_bar.jsx';
import { Button, Primary } from '../../../pwa/js/parts/button.jsx';
import { Card, Strip } from '../../../pwa/js/parts/card.jsx';
import { Chips, Segments } from '../../../pwa/js/parts/chips.jsx';
import { Foot, SideBySide } from '../../../pwa/js/parts/foot.jsx';
import { Frame } from '../../../pwa/js/parts/frame.jsx';
import { FoundRow, HomonymStrip } from '../../../pwa/js/parts/homonym_strip.jsx';
import { HouseholdCard } from '../../../pwa/js/parts/household_card.jsx';
import { Icon } from '../../../pwa/js/parts/icon.jsx';
import { PersonHead } from '../../../pwa/js/parts/person_head.jsx';
import { Progress } from '../../../pwa/js/parts/progress.jsx';
import { Row } from '../../../pwa/js/parts/row.jsx';
import { SearchField } from '../../../pwa/js/parts/search_field.jsx';
import { StateMark } from '../../../pwa/js/parts/state_mark.jsx';
import { VisitedRow } from '../../../pwa/js/parts/stop_row.jsx';
import { SyncPill } from '../../../pwa/js/parts/sync_pill.jsx';
import { TabBar } from '../../../pwa/js/parts/tab_bar.jsx';
import { Tiles } from '../../../pwa/js/parts/tiles.jsx';
import { Trend } from '../../../pwa/js/parts/trend.jsx';
import { ValueWithDate } from '../../../pwa/js/parts/value_with_date.jsx';
import { cast, nothing, say } from './cast.js';

export function Today() {
  const { zhang, li, wang, chen, place, day } = cast();
  return (
    <Frame
      bar={
        <AppBar
          title={t('today.title')}
          detail={day}
          pill={<SyncPill state={{ onPhone: 3 }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <Primary
            label={t('today.next_door')}
            hint={listed([zhang.name, li.name])}
            door="301"
            trail="go"
            onPress={nothing}
          />
        </Foot>
      }
      tabs={<TabBar current="today" onGo={nothing} />}
    >
      <div class="headline">
        <h2>{t('today.left', { doors: 9, people: 14 })}</h2>
        <Progress
          label={t('today.bars', { done: 5, late: 4, due: 10 })}
          bars={[
            { kind: 'done', amount: 5 },
            { kind: 'late', amount: 4 },
            { kind: 'due', amount: 9 },
            { kind: 'other', amount: 1 },
          ]}
        />
      </div>
      <Chips
        label={t('today.filter')}
        chosen="all"
        onChoose={nothing}
        chips={[
          { id: 'all', label: t('today.all'), count: 14 },
          { id: 'overdue', label: t('state.overdue'), count: 4, icon: 'overdue' },
          { id: 'due', label: t('state.due'), count: 9, icon: 'due' },
          { id: 'urgent', label: t('state.urgent'), count: 1, icon: 'urgent' },
        ]}
      />
      <h2 class="section-title">
        <span>{place}</span>
        <span class="second">{t('common.doors', { count: 4 })}</span>
      </h2>
      <HouseholdCard door="301" stops={[zhang, li]} onOpen={nothing} />
      <HouseholdCard door="302" stops={[wang]} onOpen={nothing} />
      <HouseholdCard door="401" stops={[chen]} onOpen={nothing} />
      <VisitedRow
        door="201"
        text={t('today.visited', { name: say('孙桂兰', 'Sun Guilan'), time: '9:50' })}
        value="132/80"
        onOpen={nothing}
      />
    </Frame>
  );
}

export function Household() {
  const { zhang, li, zhou, place } = cast();
  const things = listed(
    say(['血压计', '血糖仪', '体检表'], ['cuff', 'glucose meter', 'exam form']),
  );
  return (
    <Frame
      bar={
        <AppBar
          door="301"
          title={place}
          onBack={nothing}
          pill={<SyncPill short state={{ onPhone: 2 }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <SideBySide>
            <Button label={t('household.not_seen')} onPress={nothing} />
            <Primary
              label={t('household.start', { name: zhang.name })}
              trail="go"
              onPress={nothing}
            />
          </SideBySide>
        </Foot>
      }
    >
      <Strip icon="today">
        {t('household.bring')}
        <b>{things}</b>
      </Strip>
      <Card>
        <PersonHead name={zhang.name} about={zhang.about} trail={say('配偶', 'wife')} />
        <div class="tasks">
          <Row
            state="overdue"
            title={<b>{say('高血压随访', 'Hypertension follow-up')}</b>}
            trail={t('household.task_overdue', { count: 12 })}
            onOpen={nothing}
          />
          <Row
            state="due"
            title={<b>{say('年度体检', 'Yearly examination')}</b>}
            trail={t('household.task_due_by', { day: say('12月31日', '31 Dec') })}
            onOpen={nothing}
          />
        </div>
      </Card>
      <Card>
        <PersonHead name={li.name} about={li.about} trail={say('户主', 'head')} />
        <div class="tasks">
          <Row
            state="done"
            title={<b>{say('糖尿病随访', 'Diabetes follow-up')}</b>}
            trail={t('household.task_done', { time: '9:50' })}
            onOpen={nothing}
          />
        </div>
      </Card>
      <Card rows>
        <Row
          state="no_record"
          title={
            <span class="person">
              <span class="name">{zhou.name}</span> <span class="about">{zhou.about}</span>
            </span>
          }
          under={t('household.establish')}
          trail={say('儿媳', 'daughter-in-law')}
          leads
          onOpen={nothing}
        />
      </Card>
      <SideBySide even>
        <Button icon="plus" label={t('household.add_member')} onPress={nothing} />
        <Button label={t('household.circumstances')} onPress={nothing} />
      </SideBySide>
    </Frame>
  );
}

export const pressures = () => [
  { label: say('11月', 'Nov'), values: [158, 94] },
  { label: say('12月', 'Dec'), values: [149, 89] },
  { label: say('2月', 'Feb'), values: [148, 88] },
  { label: say('5月', 'May'), values: [146, 88] },
  { label: say('8月', 'Aug'), values: [142, 86] },
];

export function Resident() {
  const { zhang, amlodipine } = cast();
  return (
    <Frame
      bar={
        <AppBar
          door="301"
          title={say('幸福里 5-2', 'Bldg 5-2')}
          onBack={nothing}
          pill={<SyncPill state={{ safeAt: '10:42' }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <Primary
            label={t('resident.start', { form: say('高血压随访', 'follow-up') })}
            trail="go"
            onPress={nothing}
          />
        </Foot>
      }
    >
      <Card>
        <PersonHead
          large
          name={zhang.name}
          about={zhang.about}
          detail={dotted(
            say('1959年3月8日', '8 Mar 1959'),
            t('resident.doctor', { name: say('刘敏', 'Liu Min') }),
          )}
          tags={[
            {
              text: t('resident.since', {
                condition: say('高血压', 'Hypertension'),
                year: 2016,
              }),
              tone: 'managed',
            },
            { text: say('老年人', 'Over 65') },
          ]}
        />
      </Card>
      <Strip tone="danger" icon="urgent" stays>
        {t('resident.allergic', { substances: say('青霉素', 'penicillin') })}
      </Strip>
      <Card>
        <div class="value-line">
          <ValueWithDate large value="142/86" date={say('8月12日 家访', '12 Aug, home')} />
          <StateMark state="done" word={say('控制满意', 'Controlled')} />
        </div>
        <Trend
          label={say('血压', 'Blood pressure')}
          readings={pressures()}
          targets={[150, 90]}
        />
        <p class="figures">
          <span>
            {say('心率', 'Pulse')} <b>72</b>
          </span>
          <span>
            {say('体重', 'Weight')} <b>62.5</b>
          </span>
          <span>
            {say('血糖', 'Glucose')} <b>5.6</b>
          </span>
        </p>
      </Card>
      <Card rows>
        <Row
          lead={<Icon name="pill" />}
          title={
            <>
              <b>{amlodipine}</b> {say('每天1次', 'once a day')}
            </>
          }
        />
        <Row
          state="overdue"
          title={
            <>
              <b>{say('高血压随访', 'BP follow-up')}</b>{' '}
              <b class="overdue">{t('why.days_late', { count: 12 })}</b>
            </>
          }
          onOpen={nothing}
        />
        <Row
          lead={<Icon name="no_record" />}
          title={
            <>
              {t('resident.missing')}
              <b>{listed(say(['联系电话', '家族史'], ['phone', 'family history']))}</b>
            </>
          }
          leads
          onOpen={nothing}
        />
      </Card>
      <Tiles
        label={t('resident.parts')}
        tiles={[
          {
            id: 'basics',
            label: t('resident.basics'),
            under: t('resident.gaps', { count: 2 }),
          },
          { id: 'exams', label: t('resident.exams'), under: t('resident.times', { count: 3 }) },
          {
            id: 'visits',
            label: t('resident.visits'),
            under: t('resident.times', { count: 11 }),
          },
          { id: 'other', label: t('resident.other'), under: t('resident.items', { count: 2 }) },
        ]}
        onOpen={nothing}
      />
    </Frame>
  );
}

export function Timeline() {
  const { zhang, doctor } = cast();
  const followUp = <b>{say('高血压随访', 'Hypertension follow-up')}</b>;
  const past = [
    [say('8月12日', '12 Aug'), '142/86'],
    [say('5月15日', '15 May'), '146/88'],
  ];
  return (
    <Frame
      bar={
        <AppBar
          door="301"
          title={zhang.name}
          onBack={nothing}
          pill={<SyncPill short state={{ onPhone: 2 }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <Primary icon="plus" label={t('timeline.again')} onPress={nothing} />
        </Foot>
      }
    >
      <Segments
        label={t('resident.parts')}
        chosen="visits"
        onChoose={nothing}
        segments={['basics', 'exams', 'visits', 'other'].map((id) => ({
          id,
          label: t(`resident.${id}`),
        }))}
      />
      <h2 class="section-title">{t('timeline.year', { year: 2026 })}</h2>
      <Card rows>
        {past.map(([day, value]) => (
          <Row
            key={day}
            lead={<span class="when second">{day}</span>}
            title={followUp}
            under={t('timeline.by', { name: doctor, mode: say('入户', 'home') })}
            trail={
              <span class="dated">
                <span class="figure">{value}</span>
                <StateMark state="done" word={say('满意', 'Good')} />
              </span>
            }
            onOpen={nothing}
          />
        ))}
      </Card>
      <Card
        tone="asked"
        title={t('timeline.history_of', { what: say('血压', 'the pressure') })}
      >
        <Row
          lead={<b class="figure">138/86</b>}
          title={dotted(doctor, say('今天 10:26', 'today 10:26'), t('timeline.corrected'))}
          under={t('timeline.reason', { reason: t('timeline.copied_wrong') })}
        />
        <Row
          lead={<s class="figure second">138/68</s>}
          title={dotted(doctor, say('今天 10:20', 'today 10:20'))}
        />
        <Button kind="quiet" icon="pencil" label={t('timeline.correct')} onPress={nothing} />
      </Card>
    </Frame>
  );
}

export function Search() {
  const name = say('张桂芳', 'Zhang Guifang');
  const sex = t('person.female');
  return (
    <Frame
      bar={
        <AppBar
          title={t('search.title')}
          pill={<SyncPill short state={{ onPhone: 4 }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <SideBySide even>
            <Button icon="scan" label={t('common.scan')} onPress={nothing} />
            <Button icon="plus" label={t('search.new_record')} onPress={nothing} />
          </SideBySide>
        </Foot>
      }
      tabs={<TabBar current="find" onGo={nothing} />}
    >
      <SearchField text="zgf" onType={nothing} />
      <HomonymStrip count={2} />
      <Card rows>
        <FoundRow
          {...{ name, sex, born: '1959', age: t('person.age', { count: 67 }), tail: '0825' }}
          where={say('幸福里 5-2', 'Xingfuli 5-2')}
          door="301"
          homonym
          matched
          onOpen={nothing}
        />
        <FoundRow
          {...{ name, sex, born: '1948', age: t('person.age', { count: 78 }), tail: '1126' }}
          where={say('幸福里 3-1', 'Xingfuli 3-1')}
          door="102"
          homonym
          matched
          onOpen={nothing}
        />
        <FoundRow
          name={say('周桂枫', 'Zhou Guifeng')}
          sex={sex}
          born="1983"
          where={t('search.moved_out', { year: 2025 })}
          tail="3320"
          door="805"
          closed
          matched
          onOpen={nothing}
        />
        <FoundRow
          name={say('赵国富', 'Zhao Guofu')}
          sex={t('person.male')}
          born="1971"
          where={say('青山村 6 组', 'Qingshan, group 6')}
          tail="4417"
          door="6-14-208"
          onOpen={nothing}
        />
      </Card>
    </Frame>
  );
}
