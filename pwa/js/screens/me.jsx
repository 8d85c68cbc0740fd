// One's own page: is all ready for the day, who is on this phone, how it looks and speaks, the lock.
import { useEffect } from 'preact/hooks';
import { language, t } from '../i18n/language.js';
import { listed } from '../i18n/lists.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Button, Primary } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { Icon } from '../parts/icon.jsx';
import { OptionButtons } from '../parts/option_buttons.jsx';
import { Row } from '../parts/row.jsx';
import { heldBack, offered, useNewVersion } from '../stores/app_update.js';
import { chooseLanguage, look, wear } from '../stores/look.js';
import { open } from '../stores/place.js';
import { missingForTheDay, readReadiness } from '../stores/readiness.js';
import { areaNames, lock, readStatus, session, status } from '../stores/session.js';
import { deviceCode } from './device_words.js';
import { Pill } from './pill.jsx';
import { Said, Tabs } from './tabs.jsx';

export function Me() {
  useEffect(() => void Promise.all([readReadiness(), readStatus()]), []);
  return (
    <Frame
      bar={<AppBar title={t('me.title')} pill={<Pill />} />}
      foot={
        <Foot>
          <Primary icon="lock" label={t('me.lock')} onPress={lock} />
        </Foot>
      }
      tabs={<Tabs current="me" />}
      toast={<Said />}
    >
      <Who />
      <Ways />
      <Looks />
    </Frame>
  );
}

function Who() {
  const me = session.value;
  return (
    <Card rows>
      <Row
        lead={<Icon name="me" />}
        title={<b>{me?.staff.name}</b>}
        under={[me?.county.name, listed(areaNames.value)].filter(Boolean).join('\u00a0· ')}
      />
    </Card>
  );
}

function Ways() {
  const missing = missingForTheDay.value;
  const people = (status.value?.people ?? []).map(({ name }) => name);
  const device = session.value?.device;
  return (
    <Card rows>
      <Row
        lead={<Icon name="today" />}
        title={<b>{t('me.ready')}</b>}
        trail={missing ? t('me.ready_missing', { count: missing }) : t('me.ready_all')}
        leads
        onOpen={() => open('ready')}
      />
      <Row
        lead={<Icon name="phone" />}
        title={<b>{t('me.people')}</b>}
        under={device && t('me.device', { code: deviceCode(device) })}
        trail={listed(people)}
      />
      {offered.value && (
        <Row
          lead={<Icon name="down" />}
          title={<b>{t('sync.update')}</b>}
          under={heldBack.value && t('sync.update_held')}
          action={<Button size="small" label={t('sync.update_now')} onPress={useNewVersion} />}
        />
      )}
    </Card>
  );
}

function Looks() {
  return (
    <Card>
      <OptionButtons
        label={t('me.look')}
        options={[
          { code: 'normal', label: t('me.look_normal') },
          { code: 'sunlight', label: t('me.look_sunlight') },
          { code: 'night', label: t('me.look_night') },
        ]}
        chosen={look.value}
        onChoose={(code) => wear(/** @type {any} */ (code))}
      />
      <OptionButtons
        label={t('me.language')}
        options={[
          { code: 'zh-CN', label: t('me.chinese') },
          { code: 'en', label: t('me.english') },
        ]}
        chosen={language.value}
        onChoose={(code) => void chooseLanguage(/** @type {any} */ (code))}
      />
    </Card>
  );
}
