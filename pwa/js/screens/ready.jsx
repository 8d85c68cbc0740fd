// One look before leaving: what is on the phone, and what is still missing.
import { useEffect } from 'preact/hooks';
import { fullDate } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { spanWords } from '../i18n/spans.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Button, Primary } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { Row } from '../parts/row.jsx';
import { daysBetween } from '../rules/dates.js';
import { back, home } from '../stores/place.js';
import { checks, missingForTheDay, readReadiness } from '../stores/readiness.js';
import { left, nextStop } from '../stores/round.js';
import { today } from '../stores/session.js';
import { syncNow } from '../stores/sync_state.js';
import { Pill } from './pill.jsx';
import { doorWord } from './words.js';

/** @typedef {import('../stores/readiness.js').Check} Check */

export function Ready() {
  useEffect(() => void readReadiness(), []);
  const missing = missingForTheDay.value;
  return (
    <Frame
      bar={<AppBar title={t('ready.title')} onBack={back} pill={<Pill />} />}
      foot={
        <Foot>
          <Primary
            trail="go"
            label={
              nextStop.value
                ? t('ready.go', { door: doorWord(nextStop.value.door) })
                : t('problem.back_today')
            }
            onPress={() => home()}
          />
        </Foot>
      }
    >
      <div class="page-title">
        <h2>{missing ? t('ready.missing', { count: missing }) : t('ready.all')}</h2>
      </div>
      <Card rows>
        {checks.value.map((check) => (
          <OneCheck key={check.id} check={check} />
        ))}
      </Card>
    </Frame>
  );
}

/** @param {{ check: Check }} props */
function OneCheck({ check }) {
  const { title, under } = WORDS[check.id](check);
  const mends = !check.good && (check.id === 'sent' || check.id === 'records');
  return (
    <Row
      state={check.good ? 'done' : 'overdue'}
      title={<b>{title}</b>}
      under={under}
      action={
        mends && (
          <Button size="small" tone="warn" label={t('ready.send_now')} onPress={syncNow} />
        )
      }
    />
  );
}

/** @type {Record<Check['id'], (check: Check) => { title: string, under?: string }>} */
const WORDS = {
  records: ({ good, detail }) => ({
    title: good
      ? t('ready.round_here', { doors: left.value.households, people: left.value.residents })
      : t('ready.round_partly'),
    under: t('ready.area_here', { count: detail }),
  }),
  room: ({ detail }) => ({
    title: detail
      ? t('ready.storage', { size: sizeWords(detail.free) })
      : t('ready.storage_unknown'),
    under: detail && (detail.persistent ? t('ready.persistent') : t('ready.not_persistent')),
  }),
  clock: ({ good, detail }) => ({
    title: good ? t('ready.clock_right') : t('ready.clock_off', { span: spanWords(detail) }),
    under:
      detail === null || !good
        ? undefined
        : t('ready.clock_seconds', { count: Math.round(Math.abs(detail) / 1000) }),
  }),
  lease: ({ detail }) => ({
    title: detail ? t('ready.lease', { day: fullDate(detail) }) : t('ready.lease_unknown'),
    under: detail && t('ready.lease_days', { count: daysBetween(today.value, detail) }),
  }),
  sent: ({ good, detail }) => ({
    title: good ? t('ready.all_sent') : t('ready.unsent', { count: detail }),
  }),
};

/** @param {number} bytes */
const sizeWords = (bytes) =>
  bytes >= 1e9
    ? `${(bytes / 1e9).toFixed(1)} GB`
    : `${Math.max(0, Math.round(bytes / 1e6))} MB`;
