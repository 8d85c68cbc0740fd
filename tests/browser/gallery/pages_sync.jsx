// Where entries are, what differs, what the centre could not take; the supervisor's board.
import { t } from './words.js';
import { dotted } from '../../../pwa/js/i18n/lists.js';
import { AppBar } from '../../../pwa/js/parts/app_bar.jsx';
import { Button, Primary } from '../../../pwa/js/parts/button.jsx';
import { Card, Strip } from '../../../pwa/js/parts/card.jsx';
import { Comparison } from '../../../pwa/js/parts/comparison.jsx';
import { DoorPlate } from '../../../pwa/js/parts/door_plate.jsx';
import { Foot, SideBySide } from '../../../pwa/js/parts/foot.jsx';
import { Frame } from '../../../pwa/js/parts/frame.jsx';
import { Icon } from '../../../pwa/js/parts/icon.jsx';
import { Progress } from '../../../pwa/js/parts/progress.jsx';
import { Row } from '../../../pwa/js/parts/row.jsx';
import { SaidBelow } from '../../../pwa/js/parts/said_below.jsx';
import { Sheet, SheetGroup } from '../../../pwa/js/parts/sheet.jsx';
import { SyncPill } from '../../../pwa/js/parts/sync_pill.jsx';
import { TABS, TabBar } from '../../../pwa/js/parts/tab_bar.jsx';
import { TextField } from '../../../pwa/js/parts/text_field.jsx';
import { Toast } from '../../../pwa/js/parts/toast.jsx';
import { cast, nothing, say } from './cast.js';

export function SyncSheet() {
  const { zhang, wang, chen, zhou, day } = cast();
  const entry = (name, what, time) => (
    <li>
      <Row
        title={
          <>
            <b>{name}</b> {what}
          </>
        }
        trail={time}
      />
    </li>
  );
  return (
    <>
      <Frame
        bar={
          <AppBar
            title={t('today.title')}
            detail={day}
            pill={<SyncPill state={{ attention: 1 }} onOpen={nothing} />}
          />
        }
      >
        <p />
      </Frame>
      <Sheet
        title={t('sync.unsent', { count: 4 })}
        lead={t('sync.kept')}
        onClose={nothing}
        foot={
          <SideBySide>
            <Button label={t('sync.hand_over')} onPress={nothing} />
            <Primary icon="up" label={t('sync.send_now')} onPress={nothing} />
          </SideBySide>
        }
      >
        <Progress
          label={t('sync.bars', { safe: 8, sending: 1, here: 2, attention: 1 })}
          bars={[
            { kind: 'done', amount: 8 },
            { kind: 'sending', amount: 1 },
            { kind: 'on_phone', amount: 2 },
            { kind: 'attention', amount: 1 },
          ]}
        />
        <SheetGroup
          icon="overdue"
          tone="urgent"
          title={t('sync.attention')}
          count={t('common.entries', { count: 1 })}
        >
          <li>
            <Row
              title={
                <>
                  <b>{zhou.name}</b> {t('establish.title')}
                </>
              }
              under={say('身份证号已在用', 'identity number in use')}
              action={
                <Button
                  tone="danger"
                  size="small"
                  label={t('sync.go_mend')}
                  onPress={nothing}
                />
              }
            />
          </li>
        </SheetGroup>
        <SheetGroup
          icon="up"
          tone="due"
          title={t('sync.sending')}
          count={t('common.entries', { count: 1 })}
        >
          {entry(chen.name, t('outcome.not_home'), '10:51')}
        </SheetGroup>
        <SheetGroup
          icon="phone"
          title={t('sync.only_here')}
          count={t('common.entries', { count: 2 })}
        >
          {entry(zhang.name, say('高血压随访', 'hypertension follow-up'), '11:06')}
          {entry(wang.name, t('danger.open_referral'), '10:58')}
        </SheetGroup>
        <SheetGroup
          icon="shield"
          tone="done"
          title={t('sync.safe_at', { time: '10:42' })}
          count={t('sync.today_count', { count: 8 })}
        />
        <Strip icon="postponed">{t('sync.media_wait', { count: 1 })}</Strip>
      </Sheet>
    </>
  );
}

const sides = () => [
  {
    id: 'mine',
    source: t('conflict.this_phone'),
    value: '138/86',
    who: say('刘敏', 'Liu Min'),
    where: [say('今天 10:20', 'today 10:20'), dotted(say('入户', 'home'), '301')],
  },
  {
    id: 'centre',
    source: t('conflict.centre'),
    value: '148/92',
    who: say('何静', 'He Jing'),
    where: [
      say('今天 9:40', 'today 9:40'),
      dotted(say('卫生院', 'hospital'), say('测量站', 'station')),
    ],
  },
];

function ConflictPage({ chosen, toast, foot, children }) {
  const { zhang } = cast();
  return (
    <Frame
      toast={toast}
      foot={foot}
      bar={
        <AppBar
          door="301"
          title={zhang.name}
          detail={say('67岁', '')}
          onBack={nothing}
          pill={<SyncPill short state={{ onPhone: 4 }} onOpen={nothing} />}
        />
      }
    >
      <div class="page-title">
        <h2>{t('conflict.title', { what: say('血压', 'blood pressure') })}</h2>
        <p>
          {t('conflict.about', {
            form: say('今天的高血压随访', "today's follow-up"),
            value: '142/86',
          })}{' '}
          <span class="tag warn">{t('conflict.place', { place: 1, all: 2 })}</span>
        </p>
      </div>
      <Comparison sides={sides()} chosen={chosen} onChoose={nothing} />
      {children}
      <Strip icon="postponed">{t('conflict.kept')}</Strip>
    </Frame>
  );
}

export function Conflict() {
  return (
    <ConflictPage
      foot={
        <Foot>
          <Button label={t('conflict.leave')} onPress={nothing} />
        </Foot>
      }
    >
      <Button icon="pencil" label={t('conflict.neither')} onPress={nothing} />
    </ConflictPage>
  );
}

export function ConflictDecided() {
  return (
    <ConflictPage
      chosen="mine"
      toast={
        <Toast
          text={t('conflict.used', { value: '138/86' })}
          onUndo={nothing}
          onGone={nothing}
        />
      }
      foot={
        <Foot>
          <Primary
            label={t('conflict.next', { what: say('联系电话', 'telephone') })}
            trail="go"
            onPress={nothing}
          />
        </Foot>
      }
    />
  );
}

export function NeedsAttention() {
  const { zhou } = cast();
  return (
    <Frame
      bar={
        <AppBar
          door="301"
          title={zhou.name}
          detail={say('31岁', '31')}
          onBack={nothing}
          pill={<SyncPill short state={{ attention: 1 }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <Primary
            label={t('attention.same_person')}
            hint={t('attention.same_person_hint')}
            onPress={nothing}
          />
        </Foot>
      }
    >
      <div class="page-title">
        <h2>{t('attention.not_taken', { what: t('establish.title') })}</h2>
        <p>{t('attention.kept')}</p>
      </div>
      <TextField
        id="number"
        label={say('身份证号', 'Identity number')}
        text="329901 19950412 6723"
        error={t('attention.number_in_use')}
        onType={nothing}
      />
      <Card rows>
        <Row
          lead={<DoorPlate door="102" />}
          title={
            <>
              <b>{zhou.name}</b> {t('person.female')} {t('person.born', { year: 1995 })}
            </>
          }
          under={t('attention.opened_by', {
            where: say('幸福里 3-1', 'Xingfuli 3-1'),
            name: say('赵磊', 'Zhao Lei'),
            day: say('11月20日', '20 Nov'),
          })}
          onOpen={nothing}
        />
      </Card>
      <Card title={t('attention.waiting', { count: 1 })}>
        <p class="medicine">
          <Icon name="phone" />
          <span>
            {dotted(
              zhou.name,
              say('产后访视', 'postpartum visit'),
              say('今天 10:35', 'today 10:35'),
            )}
          </span>
        </p>
        <p class="second">{t('attention.waiting_lead')}</p>
      </Card>
      <Button icon="pencil" label={t('attention.mend_number')} onPress={nothing} />
      <SaidBelow warning={t('attention.older_form')} />
    </Frame>
  );
}

export function Board() {
  const doctors = [
    [say('赵磊', 'Zhao Lei'), 4, 53, 12, say('2天前', '2 days ago'), true],
    [say('刘敏', 'Liu Min'), 3, 87, 4, '10:42'],
    [say('何静', 'He Jing'), 1, 88, 3, '10:40'],
  ];
  const bars = (done, late) => [
    { kind: 'done', amount: done },
    { kind: 'late', amount: late },
    { kind: 'other', amount: 100 - done - late },
  ];
  return (
    <Frame
      bar={
        <AppBar
          title={say('青山镇', 'Qingshan')}
          detail={t('board.this_week')}
          pill={<SyncPill short state={{ safeAt: '10:42' }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <Primary
            icon="urgent"
            label={t('board.act', { count: 2 })}
            trail="go"
            onPress={nothing}
          />
        </Foot>
      }
      tabs={<TabBar tabs={TABS.supervisor} current="board" onGo={nothing} />}
    >
      <Card>
        <div class="value-line">
          <span class="share">{t('board.share', { count: 77 })}</span>
          <span>{t('board.done_of', { done: 318, all: 412 })}</span>
        </div>
        <Progress
          label={t('board.bars', { done: 318, late: 34, left: 60 })}
          bars={bars(77, 8)}
        />
        <p class="figures bare">
          <span>{t('board.late', { count: 34 })}</span>
          <span>{t('board.not_home', { count: 41 })}</span>
          <span>{t('board.refused', { count: 9 })}</span>
        </p>
      </Card>
      <Card rows>
        <Row
          state="urgent"
          title={<b>{t('board.no_follow_up')}</b>}
          under={t('board.oldest', { count: 16, name: say('马国强', 'Ma Guoqiang') })}
          trail={2}
          count
          leads
          onOpen={nothing}
        />
        <Row
          state="overdue"
          title={<b>{t('board.silent_phones')}</b>}
          under={t('board.may_hold', { name: say('赵磊', 'Zhao Lei') })}
          trail={1}
          count
          leads
          onOpen={nothing}
        />
        <Row
          state="due"
          title={<b>{t('board.differs')}</b>}
          under={t('board.waiting')}
          trail={4}
          count
          leads
          onOpen={nothing}
        />
      </Card>
      <Card rows>
        {doctors.map(([name, grid, done, late, seen, silent]) => (
          <Row
            key={name}
            title={<b>{name}</b>}
            under={t('board.grid', { name: grid })}
            wide
            trail={
              <span class="doctor">
                <Progress label={t('board.share', { count: done })} bars={bars(done, late)} />
                <b>{t('board.share', { count: done })}</b>
                <span class={silent ? 'overdue' : ''}>{seen}</span>
              </span>
            }
            onOpen={nothing}
          />
        ))}
      </Card>
    </Frame>
  );
}
