// What the centre did not take, or found wanting: the reason in words, the field, the ways out.
import { useEffect } from 'preact/hooks';
import { scopeOf } from '../forms/expressions.js';
import { t } from '../i18n/language.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Primary } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Empty } from '../parts/empty.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { Row } from '../parts/row.jsx';
import { Icon } from '../parts/icon.jsx';
import { back, replace } from '../stores/place.js';
import { openFolder } from '../stores/folder.js';
import { openHousehold } from '../stores/household.js';
import { formOf } from '../stores/phone.js';
import { entries, readEntries, wanting } from '../stores/sync_state.js';
import { Pill } from './pill.jsx';
import { findingWords } from './finding_words.js';
import { fieldLabel, fieldValueWords, findField, serviceTitle } from './record_words.js';
import { dayWords } from './words.js';

/** @param {{ operation?: string }} props */
export function NeedsAttention({ operation }) {
  useEffect(() => void readEntries(), []);
  const entry = wanting.value.find((one) => one.operation === operation) ?? wanting.value[0];
  if (!entry) return <Nothing />;
  const waiting = entries.value.filter(
    (one) => one.subject === entry.subject && one.state === 'held',
  );
  return (
    <Frame
      bar={<AppBar title={entry.name ?? ''} onBack={back} pill={<Pill short />} />}
      foot={
        <Foot>
          <Primary icon="pencil" label={t('attention.mend')} onPress={() => mend(entry)} />
        </Foot>
      }
    >
      <div class="page-title">
        <h2>{t('attention.not_taken', { what: serviceTitle(entry.form) })}</h2>
        <p>{t('attention.kept')}</p>
      </div>
      {entry.errors.map((error) => (
        <Reason key={error.field + error.code} entry={entry} error={error} />
      ))}
      {waiting.length > 0 && <Waiting waiting={waiting} />}
    </Frame>
  );
}

function Nothing() {
  return (
    <Frame bar={<AppBar title={t('sync.attention')} onBack={back} pill={<Pill short />} />}>
      <Empty
        icon="done"
        tone="done"
        title={t('attention.none')}
        lines={[t('attention.none_lead')]}
      />
    </Frame>
  );
}

/** @param {{ entry: Entry, error: Finding }} props */
function Reason({ entry, error }) {
  const field = findField(entry.form, fieldOf(error));
  const value = entry.changes[error.field]?.to;
  const at = { form: entry.form, scope: writtenIn(entry) };
  return (
    <Card tone="wrong">
      {field && <p class="second">{fieldLabel(field)}</p>}
      {value !== undefined && <p class="large-words">{fieldValueWords(field, value)}</p>}
      <p class="with-icon urgent">
        <Icon name="overdue" />
        <b>{findingWords(error.code, field, at)}</b>
      </p>
    </Card>
  );
}

/** A part's field, or its column: `medications[0].dose`, `_absent.pulse`. @param {Finding} error */
const fieldOf = ({ field }) =>
  field
    .replace(/^_\w+\./, '')
    .replace(/^.*\]\./, '')
    .split('[')[0];

/** What the entry itself tells of its form. @param {Entry} entry */
const writtenIn = ({ changes }) =>
  scopeOf(Object.fromEntries(Object.entries(changes).map(([part, { to }]) => [part, to])));

/** @param {{ waiting: Entry[] }} props */
function Waiting({ waiting }) {
  return (
    <Card title={t('attention.waiting', { count: waiting.length })}>
      {waiting.map((one) => (
        <Row
          key={one.seq}
          lead={<Icon name="phone" />}
          title={serviceTitle(one.form)}
          trail={dayWords(one.captured_at.slice(0, 10))}
        />
      ))}
      <p class="second">{t('attention.waiting_lead')}</p>
    </Card>
  );
}

/** Opens the form with what was written; saving makes a new operation in place of this one. @param {Entry} entry */
async function mend({ form, subject, document, operation, state, errors }) {
  const ofHousehold = formOf(form).about === 'household';
  await (ofHousehold ? openHousehold(subject) : openFolder(subject));
  replace('visit', {
    form,
    document,
    [ofHousehold ? 'household' : 'resident']: subject,
    replaces: state === 'attention' ? operation : undefined,
    refused: errors,
  });
}
