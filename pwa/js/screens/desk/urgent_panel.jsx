// Residents in danger whom nobody has followed up, the longest waiting first; one unfolds what was written, or opens the task.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { dotted } from '../../i18n/lists.js';
import { Card } from '../../parts/card.jsx';
import { DoorPlate } from '../../parts/door_plate.jsx';
import { Row } from '../../parts/row.jsx';
import { StateMark } from '../../parts/state_mark.jsx';
import { daysLate } from '../../stores/desk/board.js';
import { go } from '../../stores/desk/place.js';
import { HistoryPanel } from './history_panel.jsx';
import { aboutWords, dayWords, findingTitle, matterWords } from './words.js';
import { sideWords } from './written_words.js';

/** @typedef {import('../../stores/desk/board.js').Urgent} Urgent */

/** Since today or yesterday says itself how long that is. */
const COUNTED_FROM = 2;

/** @param {{ shown: import('../../stores/desk/board.js').Board }} props */
export function UrgentPanel({ shown }) {
  const [unfolded, unfold] = useState('');
  if (shown.urgent.length === 0) {
    return <p class="desk-nothing second">{t('board.nothing_urgent')}</p>;
  }
  const names = new Map(shown.doctors.map(({ key, name }) => [key, name]));
  return (
    <Card rows>
      {shown.urgent.map((one) => (
        <OneUrgent
          key={one.resident.id}
          urgent={one}
          doctor={(one.doctor && names.get(one.doctor)) || ''}
          today={shown.today}
          isUnfolded={one.resident.id === unfolded}
          onUnfold={() => unfold(one.resident.id === unfolded ? '' : one.resident.id)}
        />
      ))}
    </Card>
  );
}

/** @param {{ urgent: Urgent, doctor: string, today: string, isUnfolded: boolean, onUnfold: () => void }} props */
function OneUrgent({ urgent, doctor, today, isUnfolded, onUnfold }) {
  const { resident, since, cause, task } = urgent;
  const count = daysLate(since, today);
  const openTask = task ? () => go({ selection: ['urgent', task] }) : undefined;
  return (
    <>
      <Row
        lead={resident.door ? <DoorPlate door={resident.door} /> : undefined}
        title={
          <>
            <b>{resident.name}</b> <span class="second">{aboutWords(resident)}</span>
          </>
        }
        under={
          <>
            <StateMark state="urgent" word={foundWords(urgent)} />
            <span class="urgent-since">
              {dotted(t('desk.urgent_since', { day: dayWords(since) }), doctor)}
            </span>
          </>
        }
        trail={count >= COUNTED_FROM ? t('desk.days', { count }) : undefined}
        expanded={cause ? isUnfolded : undefined}
        leads={Boolean(openTask)}
        onOpen={cause ? onUnfold : openTask}
      />
      {isUnfolded && cause && <HistoryPanel resident={resident.id} document={cause.document} />}
    </>
  );
}

/** What was found, with the value that raised it: "血压达到危急值：186/112". @param {Urgent} urgent */
function foundWords({ code, rule, cause }) {
  if (!code) return matterWords(rule ?? '');
  const finding = findingTitle(code);
  if (!cause || Object.keys(cause.values).length === 0) return finding;
  return t('desk.urgent_found', { finding, value: sideWords(cause.form, cause.values) });
}
