// What waits for somebody to look: who wrote what, why it waits; taking it, or setting it aside.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { dotted } from '../../i18n/lists.js';
import { Button, Primary } from '../../parts/button.jsx';
import { Card, Strip } from '../../parts/card.jsx';
import { Empty, NotYet } from '../../parts/empty.jsx';
import { Row } from '../../parts/row.jsx';
import { TextField } from '../../parts/text_field.jsx';
import { Toast } from '../../parts/toast.jsx';
import { address, close, go } from '../../stores/desk/place.js';
import { held, justDone, readHeld, release, setAside } from '../../stores/desk/waiting.js';
import { Layout } from './layout.jsx';
import { whenWords } from './words.js';
import { formTitle, partLabel, partWords } from './written_words.js';

/** @typedef {import('../../stores/desk/waiting.js').Held} Held */

const REASONS = /** @type {const} */ (['lost', 'revoked', 'lease', 'area', 'role']);

export function Waiting() {
  useEffect(() => void readHeld(), []);
  const all = held.value;
  const one = all?.find(({ id }) => id === address.value.selection[0]);
  const done = justDone.value;
  return (
    <Layout
      title={t('desk.view.waiting')}
      panel={one && <HeldPanel key={one.id} one={one} />}
      panelTitle={one && (one.resident?.name ?? titleOf(one))}
      toast={
        done && (
          <Toast text={t(`desk.waiting.${done}`)} onGone={() => (justDone.value = null)} />
        )
      }
    >
      {!all && <NotYet />}
      {all?.length === 0 && <Empty icon="done" tone="done" title={t('desk.waiting.none')} />}
      {all && all.length > 0 && (
        <>
          <p class="page-title second">{t('desk.waiting.lead')}</p>
          <Card rows>
            {all.map((each) => (
              <Row
                key={each.id}
                state="postponed"
                title={
                  <>
                    <b>{each.resident?.name ?? each.by.name}</b>{' '}
                    <span class="second">{titleOf(each)}</span>
                  </>
                }
                under={dotted(each.by.name, reasonWords(each))}
                trail={whenWords(each.captured_at)}
                onOpen={() => go({ selection: [each.id] })}
                leads
              />
            ))}
          </Card>
        </>
      )}
    </Layout>
  );
}

/** @param {Held} one Of whose form nothing may be told, where it is not named */
const titleOf = ({ form }) => (form ? formTitle(form) : t('desk.waiting.entry'));

/** @param {Held} one */
function reasonWords({ reason }) {
  const known = REASONS.find((each) => each === reason);
  return known ? t(`desk.waiting.${known}`) : reason;
}

/** @param {{ one: Held }} props */
function HeldPanel({ one }) {
  const form = one.form ?? '';
  return (
    <>
      <p class="desk-about">{dotted(titleOf(one), one.by.name, whenWords(one.captured_at))}</p>
      <Strip tone="warn" icon="overdue">
        {reasonWords(one)}
      </Strip>
      {one.changes && (
        <Card rows>
          {Object.entries(one.changes).map(([part, { from, to }]) => (
            <Row
              key={part}
              title={partLabel(form, part)}
              under={t('desk.waiting.from_to', {
                from: partWords(form, part, from, one.names),
                to: partWords(form, part, to, one.names),
              })}
            />
          ))}
        </Card>
      )}
      {one.decidable ? (
        <Answers id={one.id} />
      ) : (
        <Strip icon="lock">{t('desk.waiting.hidden')}</Strip>
      )}
    </>
  );
}

/** @param {{ id: string }} props */
function Answers({ id }) {
  const [isAsking, ask] = useState(false);
  const [reason, setReason] = useState('');
  const take = async () => {
    await release(id);
    if (justDone.value) close();
  };
  const putAside = async () => {
    if (!isAsking) return ask(true);
    if (!reason.trim()) return;
    await setAside(id, reason.trim());
    if (justDone.value) close();
  };
  return (
    <>
      {isAsking && (
        <TextField
          id="why-aside"
          label={t('desk.waiting.why')}
          text={reason}
          onType={setReason}
          onEnter={putAside}
        />
      )}
      {!isAsking && <Primary label={t('desk.waiting.release')} onPress={take} />}
      <Button label={t('desk.waiting.aside')} onPress={putAside} />
    </>
  );
}
