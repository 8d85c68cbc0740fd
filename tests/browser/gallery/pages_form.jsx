// The follow-up: what is asked, the numbers, the rest, danger, outcome, what is told; a new record.
import { t } from './words.js';
import { dotted } from '../../../pwa/js/i18n/lists.js';
import { AlertPage } from '../../../pwa/js/parts/alert_page.jsx';
import { AppBar } from '../../../pwa/js/parts/app_bar.jsx';
import { Button, Primary } from '../../../pwa/js/parts/button.jsx';
import { Card, Strip } from '../../../pwa/js/parts/card.jsx';
import { LineByLine } from '../../../pwa/js/parts/comparison.jsx';
import { DateField } from '../../../pwa/js/parts/date_field.jsx';
import { Foot, SideBySide } from '../../../pwa/js/parts/foot.jsx';
import { Frame } from '../../../pwa/js/parts/frame.jsx';
import { Icon } from '../../../pwa/js/parts/icon.jsx';
import { NumberField } from '../../../pwa/js/parts/number_field.jsx';
import { NumberPad } from '../../../pwa/js/parts/number_pad.jsx';
import { OptionButtons } from '../../../pwa/js/parts/option_buttons.jsx';
import { Row } from '../../../pwa/js/parts/row.jsx';
import { Sheet } from '../../../pwa/js/parts/sheet.jsx';
import { StateMark } from '../../../pwa/js/parts/state_mark.jsx';
import { Steps } from '../../../pwa/js/parts/steps.jsx';
import { SyncPill } from '../../../pwa/js/parts/sync_pill.jsx';
import { TextField } from '../../../pwa/js/parts/text_field.jsx';
import { cast, nothing, say } from './cast.js';

const draft = () => <SyncPill state={{ draft: true }} onOpen={nothing} />;

function FormFrame({ at, ...rest }) {
  const { zhang } = cast();
  const words = say(
    ['不适', '测量', '生活', '用药', '安排'],
    ['Ill?', 'Measure', 'Habits', 'Drugs', 'Plan'],
  );
  const steps = words.map((label, place) => ({ id: `${place}`, label, complete: place < at }));
  return (
    <Frame
      bar={
        <AppBar
          door="301"
          title={zhang.name}
          detail={say('67岁', '')}
          onBack={nothing}
          pill={draft()}
        />
      }
      {...rest}
    >
      <Steps steps={steps} current={`${at}`} onJump={nothing} />
      {rest.children}
    </Frame>
  );
}

const options = (...labels) => labels.map((label, place) => ({ code: `${place}`, label }));

export function VisitAsk() {
  const danger = say(
    [
      '意识改变',
      '剧烈头痛或头晕',
      '恶心呕吐',
      '视力模糊',
      '眼痛',
      '心悸',
      '胸闷',
      '喘憋不能平卧',
      '别的处理不了的病',
    ],
    [
      'Drowsy',
      'Severe headache',
      'Vomiting',
      'Blurred sight',
      'Eye pain',
      'Palpitations',
      'Chest pain',
      'Cannot lie flat',
      'Other disease',
    ],
  );
  const symptoms = say(
    ['头痛头晕', '恶心呕吐', '眼花耳鸣', '呼吸困难', '心悸胸闷', '鼻血不止'],
    ['Headache', 'Nausea', 'Blurring', 'Breathless', 'Tight chest', 'Nosebleed'],
  );
  return (
    <FormFrame
      at={0}
      foot={
        <Foot
          ask={t('visit.ask', {
            question: say('最近有没有哪里不舒服？', 'Have you felt unwell lately?'),
          })}
        >
          <Primary
            icon="tick"
            label={t('visit.none_of_these')}
            hint={say('危急情况 无\u00a0· 症状 无', 'No danger sign, no symptom')}
            onPress={nothing}
          />
        </Foot>
      }
    >
      <OptionButtons
        danger
        label={say('危急情况', 'Danger signs')}
        beside={say('有一项就转诊', 'any: refer')}
        options={options(...danger)}
        chosen={['3']}
        onChoose={nothing}
      />
      <OptionButtons
        label={say('症状', 'Symptoms')}
        beside={t('visit.last_answer', { answer: say('无', 'none') })}
        options={options(...symptoms)}
        chosen={['0', '4']}
        onChoose={nothing}
      />
    </FormFrame>
  );
}

export function VisitNumbers() {
  const on = say('8月12日', '12 Aug');
  const field = (id, label, unit, last, more) => (
    <NumberField
      id={id}
      label={label}
      unit={unit}
      text=""
      last={last && { value: last, date: on }}
      onFocus={nothing}
      onType={nothing}
      {...more}
    />
  );
  return (
    <FormFrame
      at={1}
      foot={
        <NumberPad
          onKey={nothing}
          onNotTaken={nothing}
          onBack={nothing}
          onNext={nothing}
          next={say('心率', 'pulse')}
        />
      }
    >
      <Card rows>
        <Row
          state="done"
          title={<b>{say('没有不适', 'Feels well')}</b>}
          under={say('危急情况 无\u00a0· 症状 无', 'No danger sign, no symptom')}
          action={
            <Button kind="quiet" size="small" label={t('common.edit')} onPress={nothing} />
          }
        />
      </Card>
      <div class="number-fields">
        {field('systolic', say('收缩压', 'Systolic'), 'mmHg', '142', { text: '138' })}
        {field('diastolic', say('舒张压', 'Diastolic'), 'mmHg', '86', {
          text: '8',
          typing: true,
        })}
        {field('pulse', say('心率', 'Pulse'), say('次/分', '/min'), '72')}
        {field('weight', say('体重', 'Weight'), 'kg', '62.5')}
      </div>
    </FormFrame>
  );
}

export function NumberStates() {
  const on = say('去年', 'last year');
  const field = (id, label, more) => (
    <NumberField id={id} label={label} text="" onFocus={nothing} onType={nothing} {...more} />
  );
  return (
    <Frame
      bar={
        <AppBar
          ticket={23}
          title={say('王秀英', 'Wang Xiuying')}
          onBack={nothing}
          pill={draft()}
        />
      }
      foot={
        <NumberPad
          sign="/"
          onKey={nothing}
          onNotTaken={nothing}
          onBack={nothing}
          onNext={nothing}
          next={say('体重', 'weight')}
        />
      }
    >
      <div class="number-fields">
        {field('left', say('左侧血压', 'Left arm'), {
          text: '86/136',
          last: { value: '140/84', date: on },
          error: say(
            '收缩压应高于舒张压，再看一眼？',
            'Systolic should be above diastolic. Look again?',
          ),
        })}
        {field('right', say('右侧血压', 'Right arm'), {
          text: '162/96',
          last: { value: '142/86', date: on },
          warning: say(
            '比上次高很多，再量一次？',
            'Much higher than last time. Measure again?',
          ),
        })}
      </div>
      <div class="number-fields three">
        {field('height', say('身高', 'Height'), {
          unit: 'cm',
          text: '156',
          last: { value: '157', date: on },
        })}
        {field('weight', say('体重', 'Weight'), { unit: 'kg', notTaken: true })}
        {field('waist', say('腰围', 'Waist'), { unit: 'cm', typing: true, text: '' })}
      </div>
    </Frame>
  );
}

export function VisitRest() {
  const { amlodipine } = cast();
  const three = options(...say(['良好', '一般', '差'], ['Good', 'Fair', 'Poor']));
  const last = (answer) => t('visit.last_answer', { answer });
  return (
    <FormFrame
      at={3}
      foot={
        <Foot>
          <Button
            label={t('visit.missing', { count: 1, first: say('用药', 'medicines') })}
            trail="unfold"
            onPress={nothing}
          />
        </Foot>
      }
    >
      <Card>
        <div class="card-head">
          <h2>{say('生活方式', 'Habits')}</h2>
          <StateMark state="done" word={t('visit.taken_over')} />
        </div>
        <dl class="facts">
          {say(
            [
              ['吸烟', '0 支'],
              ['饮酒', '0 两'],
              ['运动', '3次/周'],
              ['每次', '30 分'],
              ['摄盐', '中'],
            ],
            [
              ['Smoking', '0'],
              ['Alcohol', '0'],
              ['Exercise', '3/week'],
              ['Each', '30 min'],
              ['Salt', 'medium'],
            ],
          ).map(([what, answer]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{answer}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <Card>
        <OptionButtons
          inline
          label={say('心理调整', 'Mood')}
          beside={last(three[0].label)}
          options={three}
          chosen="0"
          onChoose={nothing}
        />
        <OptionButtons
          inline
          label={say('遵医行为', 'Compliance')}
          beside={last(three[1].label)}
          options={three}
          chosen={null}
          onChoose={nothing}
        />
      </Card>
      <Card tone="asked">
        <div class="card-head">
          <h2>{say('用药', 'Medicines')}</h2>
          <span class="second">
            {t('common.last_value', { value: say('8月12日', '12 Aug') })}
          </span>
        </div>
        <p class="medicine">
          <Icon name="pill" />
          <span>
            <b>{amlodipine}</b> {say('每天1次', 'once a day')}
          </span>
        </p>
        <Primary
          icon="tick"
          label={say('照旧规律服用', 'Regularly, as before')}
          hint={say('没有不良反应', 'No adverse reaction')}
          onPress={nothing}
        />
        <SideBySide even>
          <Button label={say('药有变化', 'Changed')} onPress={nothing} />
          <Button label={say('没按时吃', 'Not regularly')} onPress={nothing} />
        </SideBySide>
      </Card>
    </FormFrame>
  );
}

export function Danger() {
  const { wang } = cast();
  const acts = ['sit_down', 'ask', 'rest', 'refer'].map((act) => ({
    what: t(`danger.${act}`),
    hint: t(`danger.${act}_hint`),
  }));
  return (
    <AlertPage
      title={say('危急血压', 'Critical pressure')}
      value="186/112"
      name={wang.name}
      about={wang.about}
      last="182/108"
      acts={acts}
      foot={
        <Foot>
          <Primary
            tone="danger"
            label={t('danger.open_referral')}
            hint={t('danger.open_referral_hint')}
            trail="go"
            onPress={nothing}
          />
          <Button kind="quiet" tone="ink" label={t('danger.form_first')} onPress={nothing} />
        </Foot>
      }
    >
      <Strip icon="calendar">{t('danger.follow_up', { day: say('12月8日', '8 Dec') })}</Strip>
      <SideBySide even>
        <Button tone="danger" icon="call" label={t('danger.call_120')} onPress={nothing} />
        <Button label={t('danger.measure_again')} onPress={nothing} />
      </SideBySide>
    </AlertPage>
  );
}

export function Outcome() {
  const { zhang, li } = cast();
  const icons = {
    not_home: 'not_home',
    postponed: 'postponed',
    refused: 'refused',
    moved: 'moved',
    died: 'died',
    seen: 'done',
  };
  const outcomes = Object.entries(icons).map(([code, icon]) => ({
    code,
    icon,
    label: t(`outcome.${code}`),
    consequence: t(`outcome.${code}_hint`, { count: 2 }),
  }));
  const hours = options(
    ...say(
      ['今天 18:00', '明天 18:00', '周六 上午', '另选日期'],
      ['Today 18:00', 'Tomorrow 18:00', 'Sat morning', 'Another date'],
    ),
  );
  return (
    <>
      <Household301 />
      <Sheet
        door="301"
        title={[zhang.name, li.name].join(t('list.separator'))}
        onClose={nothing}
        foot={
          <Primary
            label={t('outcome.note_next', { door: '302' })}
            trail="go"
            onPress={nothing}
          />
        }
      >
        <OptionButtons
          hideLabel
          label={t('outcome.title', { names: '301' })}
          options={outcomes}
          chosen="not_home"
          onChoose={nothing}
        />
        <OptionButtons
          label={t('outcome.when_again')}
          beside={t('outcome.try_other_hour', { count: 2, part: t('outcome.morning') })}
          options={hours}
          chosen="0"
          onChoose={nothing}
        />
      </Sheet>
    </>
  );
}

function Household301() {
  const { place } = cast();
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
    >
      <p />
    </Frame>
  );
}

export function Tell() {
  const { li } = cast();
  return (
    <FormFrame
      at={4}
      foot={
        <Foot>
          <Primary
            label={t('visit.save')}
            hint={t('visit.save_next', { name: li.name })}
            trail="go"
            onPress={nothing}
          />
        </Foot>
      }
    >
      <Card rows>
        <Row
          state="done"
          title={
            <b>
              {t('tell.class', {
                class: say('控制满意', 'Controlled'),
                referral: t('tell.no_referral'),
              })}
            </b>
          }
          under={dotted('138/86', say('65岁起低于 150/90', 'from 65, below 150/90'))}
          action={
            <Button kind="quiet" size="small" label={t('common.edit')} onPress={nothing} />
          }
        />
      </Card>
      <div class="title-line">
        <h2>{t('tell.read_out')}</h2>
        <span class="tools">
          <Button
            kind="quiet"
            size="small"
            icon="eye"
            label={t('common.larger')}
            onPress={nothing}
          />
          <Button
            kind="quiet"
            size="small"
            icon="doors"
            label={t('common.print')}
            onPress={nothing}
          />
        </span>
      </div>
      <Card>
        <div class="read-out">
          <p>{t('tell.pressure_better', { value: '138/86' })}</p>
          <p>{t('tell.tablets_as_before')}</p>
          <p>{[t('tell.less_salt'), t('tell.walk', { count: 3 })].join(say('', ' '))}</p>
        </div>
      </Card>
      <Card rows>
        <Row
          lead={<Icon name="calendar" />}
          title={<span class="second">{t('tell.next_visit')}</span>}
          under={<b class="next-day">{say('2月24日 周三', 'Wed 24 Feb')}</b>}
          action={
            <Button kind="quiet" size="small" label={t('common.edit')} onPress={nothing} />
          }
        />
      </Card>
    </FormFrame>
  );
}

export function Establish() {
  const { zhou } = cast();
  return (
    <Frame
      bar={<AppBar door="301" title={t('establish.title')} onBack={nothing} pill={draft()} />}
      foot={
        <Foot>
          <Button label={t('establish.answer_first')} onPress={nothing} />
        </Foot>
      }
    >
      <TextField id="name" label={t('establish.name')} text={zhou.name} onType={nothing} />
      <TextField
        id="number"
        label={say('身份证号', 'Identity number')}
        text="329901 19950412 6723"
        onType={nothing}
        good
      />
      <DateField
        id="born"
        label={say('出生日期', 'Date of birth')}
        digits="19950412"
        onFocus={nothing}
        onType={nothing}
      />
      <Card tone="warned">
        <h2 class="mark overdue">
          <Icon name="overdue" />
          {t('establish.maybe_twin')}
        </h2>
        <LineByLine
          heads={[t('establish.mine'), t('establish.theirs')]}
          lines={[
            { label: t('establish.name'), mine: zhou.name, theirs: zhou.name },
            { label: t('establish.born'), mine: '1995-4-12', theirs: '1995-4-12' },
            {
              label: t('establish.address'),
              mine: say('幸福里5-2', 'Xingfuli 5-2'),
              theirs: say('幸福里3-1', 'Xingfuli 3-1'),
            },
            {
              label: t('establish.telephone'),
              mine: t('common.not_filled'),
              theirs: `${t('search.tail')} 6621`,
            },
          ]}
        />
        <SideBySide even>
          <Button label={t('establish.not_the_same')} onPress={nothing} />
          <Primary label={t('establish.the_same')} onPress={nothing} />
        </SideBySide>
        <p class="second">{t('establish.the_same_means', { door: '301' })}</p>
      </Card>
      <Strip icon="shield">{t('establish.consent_next')}</Strip>
    </Frame>
  );
}

export function TextStates() {
  return (
    <Frame bar={<AppBar title={t('establish.title')} onBack={nothing} pill={draft()} />}>
      <TextField
        id="empty"
        label={t('establish.name')}
        text=""
        hint={t('search.hint')}
        onType={nothing}
      />
      <TextField
        id="wrong"
        label={say('身份证号', 'Identity number')}
        text="329901 19950412 6724"
        error={say('身份证号有误，请对照证件逐位核对', 'Not a valid identity number')}
        onType={nothing}
      />
      <TextField
        id="warned"
        label={t('establish.telephone')}
        text="1390511"
        warning={say('号码短了，再看一眼？', 'The number is short. Look again?')}
        keyboard="tel"
        onType={nothing}
      />
      <TextField id="long" label={say('备注', 'Note')} text="" long onType={nothing} />
      <DateField
        id="half"
        label={say('出生日期', 'Born')}
        digits="193805"
        typing
        onFocus={nothing}
        onType={nothing}
      />
      <DateField
        id="none"
        label={say('出生日期', 'Born')}
        digits="19380231"
        onFocus={nothing}
        onType={nothing}
      />
      <DateField
        id="blank"
        label={say('出生日期', 'Born')}
        digits=""
        onFocus={nothing}
        onType={nothing}
      />
    </Frame>
  );
}
