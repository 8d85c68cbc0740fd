// Unlocking, enrolling, ready for the day, the own page, and pages of one message.
import { t } from './words.js';
import { listed } from '../../../pwa/js/i18n/lists.js';
import { AppBar } from '../../../pwa/js/parts/app_bar.jsx';
import { Button, Primary } from '../../../pwa/js/parts/button.jsx';
import { Card, Strip } from '../../../pwa/js/parts/card.jsx';
import { DoorPlate } from '../../../pwa/js/parts/door_plate.jsx';
import { Empty, NotYet, Problem } from '../../../pwa/js/parts/empty.jsx';
import { Foot } from '../../../pwa/js/parts/foot.jsx';
import { Frame } from '../../../pwa/js/parts/frame.jsx';
import { HouseholdCard } from '../../../pwa/js/parts/household_card.jsx';
import { Icon } from '../../../pwa/js/parts/icon.jsx';
import { OptionButtons } from '../../../pwa/js/parts/option_buttons.jsx';
import { PinDots, PinPad } from '../../../pwa/js/parts/pin_pad.jsx';
import { Meter } from '../../../pwa/js/parts/progress.jsx';
import { Row } from '../../../pwa/js/parts/row.jsx';
import { SearchField } from '../../../pwa/js/parts/search_field.jsx';
import { SyncPill } from '../../../pwa/js/parts/sync_pill.jsx';
import { TabBar } from '../../../pwa/js/parts/tab_bar.jsx';
import { Tiles } from '../../../pwa/js/parts/tiles.jsx';
import { cast, nothing, say } from './cast.js';

export function Unlock() {
  const { doctor } = cast();
  return (
    <Frame
      bar={
        <header class="app-bar start">
          <DoorPlate door={t('app.plate')} />
          <div class="heading">
            <h1>{t('app.name')}</h1>
          </div>
          <span class="second offline">
            <Icon name="phone" />
            {t('unlock.offline')}
          </span>
        </header>
      }
      tone="unlock"
      foot={<PinPad onKey={nothing} onForgot={nothing} />}
    >
      <Tiles
        label={t('unlock.people')}
        chosen="liu"
        tiles={[
          { id: 'liu', label: doctor, under: t('unlock.unsent', { count: 2 }) },
          { id: 'zhao', label: say('赵磊', 'Zhao Lei'), under: t('unlock.all_safe') },
          { id: 'other', icon: 'plus', label: '', under: t('unlock.other_person') },
        ]}
        onOpen={nothing}
      />
      <h2 class="ask-pin">{t('unlock.title', { name: doctor })}</h2>
      <PinDots entered={2} />
      <Strip tone="warn" icon="overdue">
        {t('unlock.wrong', { count: 1, left: 9 })}
      </Strip>
      <p class="centred second">
        {t('unlock.forgot_lead')}
        <br />
        {t('unlock.forgot_kept')}
      </p>
    </Frame>
  );
}

export function Ready() {
  const things = listed(
    say(['血压计', '血糖仪', '体检表'], ['cuff', 'glucose meter', 'exam form']),
  );
  const fine = (title, under) => <Row state="done" title={<b>{title}</b>} under={under} />;
  return (
    <Frame
      bar={
        <AppBar
          title={t('ready.title')}
          onBack={nothing}
          pill={<SyncPill state={{ safeAt: '7:52' }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <Primary
            label={t('ready.fetch_codes_primary', { count: 20 })}
            trail="go"
            onPress={nothing}
          />
          <Button kind="quiet" label={t('ready.go_anyway')} onPress={nothing} />
        </Foot>
      }
    >
      <div class="page-title">
        <h2>{t('ready.missing', { count: 1 })}</h2>
      </div>
      <Card rows>
        <Row
          state="overdue"
          title={<b>{t('ready.codes_few', { count: 3 })}</b>}
          under={t('ready.codes_expected', { count: 5 })}
          action={
            <Button tone="warn" size="small" label={t('ready.fetch_codes')} onPress={nothing} />
          }
        />
        {fine(
          t('ready.round_here', { doors: 9, people: 14 }),
          t('ready.area_here', { count: '2,046' }),
        )}
        {fine(t('ready.storage', { size: '1.9 GB' }), t('ready.persistent'))}
        {fine(t('ready.clock_right'), t('ready.clock_seconds', { count: 1 }))}
        {fine(
          t('ready.lease', { day: say('12月1日', '1 Dec') }),
          t('ready.lease_days', { count: 7 }),
        )}
        {fine(t('ready.all_sent'), t('ready.sent_count', { count: 21 }))}
        <Row
          state="due"
          title={<b>{t('ready.bring', { things })}</b>}
          under={t('ready.bring_why', { count: 14 })}
        />
      </Card>
    </Frame>
  );
}

export function Me() {
  const { doctor } = cast();
  return (
    <Frame
      bar={
        <AppBar
          title={t('me.title')}
          pill={<SyncPill state={{ onPhone: 3 }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <Primary icon="lock" label={t('me.lock')} onPress={nothing} />
        </Foot>
      }
      tabs={<TabBar current="me" onGo={nothing} />}
    >
      <Card rows>
        <Row
          lead={<Icon name="me" />}
          title={<b>{doctor}</b>}
          under={t('me.where', {
            institution: say('青山镇卫生院', 'Qingshan Township Hospital'),
            grid: 3,
          })}
        />
      </Card>
      <Card rows>
        <Row
          lead={<Icon name="today" />}
          title={<b>{t('me.ready')}</b>}
          trail={t('me.ready_missing', { count: 1 })}
          leads
          onOpen={nothing}
        />
        <Row
          lead={<Icon name="phone" />}
          title={<b>{t('me.people')}</b>}
          trail={listed([doctor, say('赵磊', 'Zhao Lei')])}
          leads
          onOpen={nothing}
        />
        <Row
          lead={<Icon name="scan" />}
          title={<b>{t('me.carry')}</b>}
          trail={t('me.carry_hint')}
          leads
          onOpen={nothing}
        />
      </Card>
      <Card>
        <OptionButtons
          label={t('me.look')}
          options={['normal', 'sunlight', 'night'].map((code) => ({
            code,
            label: t(`me.look_${code}`),
          }))}
          chosen="sunlight"
          onChoose={nothing}
        />
        <OptionButtons
          label={t('me.language')}
          options={[
            { code: 'zh-CN', label: t('me.chinese') },
            { code: 'en', label: t('me.english') },
          ]}
          chosen="zh-CN"
          onChoose={nothing}
        />
      </Card>
    </Frame>
  );
}

export function AllDone() {
  const { day } = cast();
  return (
    <Frame
      bar={
        <AppBar
          title={t('today.title')}
          detail={day}
          pill={<SyncPill state={{ safeAt: '16:20' }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <Primary
            label={t('today.see_tomorrow', { count: 11 })}
            trail="go"
            onPress={nothing}
          />
        </Foot>
      }
      tabs={<TabBar current="today" onGo={nothing} />}
    >
      <Empty
        icon="done"
        tone="done"
        title={t('today.all_done', { count: 9 })}
        lines={[
          t('today.all_done_seen', { people: 14, seen: 12 }),
          t('today.all_done_again', { count: 2, when: say('周四 18:00', 'Thu 18:00') }),
        ]}
      />
    </Frame>
  );
}

export function Receiving() {
  const { zhang, li, day } = cast();
  return (
    <Frame
      bar={
        <AppBar
          title={t('today.title')}
          detail={day}
          pill={<SyncPill state={{ receiving: true }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <Primary label={t('today.usable', { door: '301' })} trail="go" onPress={nothing} />
        </Foot>
      }
      tabs={<TabBar current="today" onGo={nothing} />}
    >
      <div class="arriving">
        <h2>{t('today.received', { count: 9 })}</h2>
        <Meter
          value={840}
          max={2046}
          label={t('today.receiving', { here: 840, all: '2,046' })}
        />
        <p>
          <span>{t('today.receiving', { here: 840, all: '2,046' })}</span>
          <span>{t('today.receiving_left', { count: 1 })}</span>
        </p>
      </div>
      <HouseholdCard door="301" stops={[zhang, li]} onOpen={nothing} />
      <NotYet />
      <NotYet />
    </Frame>
  );
}

export function Unreadable() {
  const { zhang } = cast();
  return (
    <Frame
      bar={
        <AppBar
          door="301"
          title={zhang.name}
          onBack={nothing}
          pill={<SyncPill short state={{ onPhone: 4 }} onOpen={nothing} />}
        />
      }
      foot={
        <Foot>
          <Primary label={t('resident.fetch_again')} onPress={nothing} />
          <Button label={t('resident.write_anyway')} onPress={nothing} />
        </Foot>
      }
    >
      <Problem
        title={t('resident.unreadable')}
        lines={['what', 'kept', 'next'].map((line) => t(`resident.unreadable_${line}`))}
        code="F-207 · 11:08"
      />
    </Frame>
  );
}

export function NobodyFound() {
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
          <Primary icon="plus" label={t('search.establish')} onPress={nothing} />
        </Foot>
      }
      tabs={<TabBar current="find" onGo={nothing} />}
    >
      <SearchField text={say('周大勇', 'Zhou Dayong')} onType={nothing} />
      <Strip icon="phone">{t('search.offline', { count: '2,046' })}</Strip>
      <Empty icon="no_record" title={t('search.none')} lines={[t('search.none_how')]} />
    </Frame>
  );
}
