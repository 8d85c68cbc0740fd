// Parts by themselves: every state mark, every pill, every button.
import { t } from './words.js';
import { AppBar } from '../../../pwa/js/parts/app_bar.jsx';
import { Button } from '../../../pwa/js/parts/button.jsx';
import { Card, Strip } from '../../../pwa/js/parts/card.jsx';
import { Chips } from '../../../pwa/js/parts/chips.jsx';
import { DoorPlate, Ticket } from '../../../pwa/js/parts/door_plate.jsx';
import { Frame } from '../../../pwa/js/parts/frame.jsx';
import { DRAWINGS, STATE_NAMES } from '../../../pwa/js/parts/icon_paths.js';
import { Icon } from '../../../pwa/js/parts/icon.jsx';
import { StateMark } from '../../../pwa/js/parts/state_mark.jsx';
import { SyncPill } from '../../../pwa/js/parts/sync_pill.jsx';
import { TABS, TabBar } from '../../../pwa/js/parts/tab_bar.jsx';
import { Trend } from '../../../pwa/js/parts/trend.jsx';
import { nothing, say } from './cast.js';

export function Marks() {
  const pills = [
    { attention: 2 },
    { sending: true },
    { draft: true },
    { onPhone: 3 },
    { receiving: true },
    { safeAt: '10:42' },
    {},
  ];
  return (
    <Frame
      bar={<AppBar title={say('标记', 'Marks')} />}
      tabs={<TabBar tabs={TABS.resident} current="health" onGo={nothing} />}
    >
      <Card>
        <div class="facts">
          {STATE_NAMES.map((state) => (
            <div key={state}>
              <StateMark state={state} />
            </div>
          ))}
        </div>
      </Card>
      <div class="plates">
        {pills.map((state, place) => (
          <SyncPill key={place} state={state} onOpen={nothing} />
        ))}
      </div>
      <div class="plates">
        <DoorPlate door="301" /> <DoorPlate door="6-4" /> <DoorPlate door="12-1203" />{' '}
        <DoorPlate door="805" closed /> <Ticket number={23} />
      </div>
      <Card>
        <div class="icons">
          {Object.keys(DRAWINGS).map((name) => (
            <Icon key={name} name={name} />
          ))}
        </div>
      </Card>
    </Frame>
  );
}

export function Buttons() {
  const label = say('记下这一次', 'Note this one');
  const tones = ['plate', 'danger', 'warn', 'plain'];
  return (
    <Frame
      bar={<AppBar title={say('按钮', 'Buttons')} />}
      tabs={<TabBar tabs={TABS.screening} current="station" onGo={nothing} />}
    >
      <Button
        kind="primary"
        size="hero"
        icon="scan"
        label={t('common.scan')}
        onPress={nothing}
      />
      <Button kind="primary" label={label} hint={label} trail="go" onPress={nothing} />
      <Button kind="primary" tone="danger" icon="call" label={label} onPress={nothing} />
      {tones.map((tone) => (
        <Button key={tone} tone={tone} icon="pencil" label={label} onPress={nothing} />
      ))}
      <Button kind="quiet" label={label} onPress={nothing} />
      <Button label={label} trail="unfold" expanded={false} onPress={nothing} />
      <Chips
        label={say('缺的', 'Gaps')}
        onChoose={nothing}
        chips={say(
          ['腰围', '老年人认知', '空腹血糖', '心电图'],
          ['Waist', 'Memory', 'Glucose', 'ECG'],
        ).map((id) => ({
          id,
          label: id,
          missing: true,
        }))}
      />
      <Strip icon="phone">{t('sync.no_signal')}</Strip>
      <Strip tone="warn" icon="overdue">
        {t('visit.identical')}
      </Strip>
      <Strip tone="danger" icon="urgent">
        {t('visit.danger_kept', { value: '186/112' })}
      </Strip>
      <Card>
        <Trend
          label={say('血糖', 'Glucose')}
          readings={[7.4, 6.9, null, 6.8].map((value, place) => ({
            label: say(`${place + 5}月`, ['May', 'Jun', 'Jul', 'Aug'][place]),
            values: [value],
          }))}
          targets={[7]}
          meaning={say('血糖在慢慢降。', 'Coming down.')}
        />
      </Card>
    </Frame>
  );
}
