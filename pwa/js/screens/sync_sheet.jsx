// Behind the pill: where each entry is. Four states, each of them true.
import { useEffect } from 'preact/hooks';
import { clockTime } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { Button, Primary } from '../parts/button.jsx';
import { Strip } from '../parts/card.jsx';
import { SideBySide } from '../parts/foot.jsx';
import { Progress } from '../parts/progress.jsx';
import { Row } from '../parts/row.jsx';
import { Sheet, SheetGroup } from '../parts/sheet.jsx';
import { heldBack, offered, useNewVersion } from '../stores/app_update.js';
import { conflicts, readConflicts } from '../stores/conflicts.js';
import { back, open } from '../stores/place.js';
import * as sync from '../stores/sync_state.js';
import { shareCapsule } from './share_capsule.js';
import { serviceTitle } from './record_words.js';
import { differenceWords } from './unit_words.js';

export function SyncSheet() {
  useEffect(() => void Promise.all([sync.readEntries(), readConflicts()]), [sync.state.value]);
  const state = sync.state.value;
  if (!state) return null;
  const here = sync.entries.value.filter(
    ({ state: kind }) => kind === 'waiting' || kind === 'held',
  );
  // Not all that wait are listed. What the centre did not take is not there either.
  const others = state.waiting - here.length;
  const refused = sync.wanting.value.filter(({ operation }) => operation);
  const unsent = state.waiting + refused.length;
  return (
    <Sheet
      title={unsent || !state.safe ? t('sync.unsent', { count: unsent }) : t('sync.all_safe')}
      lead={t('sync.kept')}
      onClose={back}
      foot={<Acts unsent={unsent} />}
    >
      <Trouble />
      <Bars />
      <Wanting />
      <Differences />
      {here.length > 0 && (
        <SheetGroup
          icon={state.sending ? 'up' : 'phone'}
          tone={state.sending ? 'due' : ''}
          title={t(state.sending ? 'sync.sending' : 'sync.only_here')}
          count={t('common.entries', { count: state.waiting })}
        >
          {here.map((entry) => (
            <li key={entry.seq}>
              <Row
                title={
                  <>
                    <b>{entry.name ?? ''}</b> {serviceTitle(entry.form)}
                  </>
                }
                trail={clockTime(entry.captured_at)}
              />
            </li>
          ))}
          {others > 0 && (
            <li>
              <Row title={t('sync.others', { count: others })} />
            </li>
          )}
        </SheetGroup>
      )}
      <SheetGroup icon="shield" tone="done" title={acknowledged(sync.heardAt.value)} />
      {offered.value && (
        <Button icon="down" label={t('sync.update_now')} onPress={useNewVersion} />
      )}
      {heldBack.value && <p class="second">{t('sync.update_held')}</p>}
    </Sheet>
  );
}

/** @param {string | null} at */
const acknowledged = (at) =>
  at ? t('sync.safe_at', { time: clockTime(at) }) : t('sync.never');

/** Why nothing could be sent, where that is known. */
function Trouble() {
  const state = /** @type {SyncState} */ (sync.state.value);
  const sentences = /** @type {Record<string, string>} */ ({
    signal: t('sync.no_signal'),
    portal: t('sync.portal'),
    away: t('sync.away'),
    cut: t('sync.away'),
    busy: t('sync.busy'),
    session: t('sync.not_known'),
    revoked: t('forgot.revoked'),
    too_new: t('sync.update_first'),
    full: t('sync.full'),
  });
  if (!state.trouble) return null;
  return (
    <Strip icon="phone" tone={state.trouble === 'signal' ? undefined : 'warn'}>
      {sentences[state.trouble] ?? t('problem.code', { code: state.trouble })}
    </Strip>
  );
}

function Bars() {
  const { sending, attention, waiting } = /** @type {SyncState} */ (sync.state.value);
  if (waiting + attention === 0) return null;
  const amounts = {
    safe: 0,
    sending: sending ? waiting : 0,
    here: sending ? 0 : waiting,
    attention,
  };
  return (
    <Progress
      label={t('sync.bars', amounts)}
      bars={[
        { kind: 'sending', amount: amounts.sending },
        { kind: 'on_phone', amount: amounts.here },
        { kind: 'attention', amount: attention },
      ]}
    />
  );
}

function Wanting() {
  const all = sync.wanting.value;
  if (all.length === 0) return null;
  return (
    <SheetGroup
      icon="overdue"
      tone="urgent"
      title={t('sync.attention')}
      count={t('common.entries', { count: all.length })}
    >
      {all.map((entry) => (
        <li key={entry.operation}>
          <Row
            title={
              <>
                <b>{entry.name ?? ''}</b> {serviceTitle(entry.form)}
              </>
            }
            action={
              <Button
                size="small"
                tone="danger"
                label={t('sync.go_mend')}
                spoken={`${t('sync.go_mend')} ${entry.name ?? ''}`}
                onPress={() => open('needs_attention', { operation: entry.operation })}
              />
            }
          />
        </li>
      ))}
    </SheetGroup>
  );
}

function Differences() {
  const all = conflicts.value;
  if (all.length === 0) return null;
  return (
    <SheetGroup
      icon="due"
      tone="due"
      title={t('board.differs')}
      count={t('common.entries', { count: all.length })}
    >
      {all.map(({ conflict, name, subject, document }) => (
        <li key={conflict.id}>
          <Row
            title={
              <>
                <b>{name ?? ''}</b> {document && differenceWords(conflict, document)}
              </>
            }
            leads
            onOpen={() => open('conflict', { conflict: conflict.id, resident: subject })}
          />
        </li>
      ))}
    </SheetGroup>
  );
}

/** @param {{ unsent: number }} props */
function Acts({ unsent }) {
  return (
    <SideBySide>
      {unsent > 0 ? (
        <Button label={t('sync.hand_over')} onPress={() => shareCapsule()} />
      ) : (
        <span />
      )}
      <Primary icon="up" label={t('sync.send_now')} onPress={sync.syncNow} />
    </SideBySide>
  );
}
