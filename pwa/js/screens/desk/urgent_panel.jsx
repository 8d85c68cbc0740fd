// Residents in danger whom nobody has followed up, the longest waiting first.
import { t } from '../../i18n/language.js';
import { dotted } from '../../i18n/lists.js';
import { Card } from '../../parts/card.jsx';
import { DoorPlate } from '../../parts/door_plate.jsx';
import { Row } from '../../parts/row.jsx';
import { StateMark } from '../../parts/state_mark.jsx';
import { daysLate } from '../../stores/desk/board.js';
import { aboutWords, dayWords, findingTitle, matterWords } from './words.js';

/** @param {{ shown: import('../../stores/desk/board.js').Board }} props */
export function UrgentPanel({ shown }) {
  if (shown.urgent.length === 0) {
    return <p class="desk-nothing second">{t('board.nothing_urgent')}</p>;
  }
  const names = new Map(shown.doctors.map(({ key, name }) => [key, name]));
  return (
    <Card rows>
      {shown.urgent.map((one) => (
        <Row
          key={one.resident.id}
          lead={one.resident.door ? <DoorPlate door={one.resident.door} /> : undefined}
          title={
            <>
              <b>{one.resident.name}</b> <span class="second">{aboutWords(one.resident)}</span>
            </>
          }
          under={
            <>
              <StateMark
                state="urgent"
                word={one.code ? findingTitle(one.code) : matterWords(one.rule ?? '')}
              />
              <span class="second">
                {dotted(
                  t('desk.urgent_since', { day: dayWords(one.since) }),
                  one.doctor && names.get(one.doctor),
                )}
              </span>
            </>
          }
          trail={t('desk.days', { count: Math.max(0, daysLate(one.since, shown.today)) })}
        />
      ))}
    </Card>
  );
}
