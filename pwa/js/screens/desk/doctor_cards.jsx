// Doctors on a phone's width: share, bar, and how old is what the centre knows of them.
import { t } from '../../i18n/language.js';
import { listed } from '../../i18n/lists.js';
import { Card } from '../../parts/card.jsx';
import { Progress } from '../../parts/progress.jsx';
import { Row } from '../../parts/row.jsx';
import { barsOf, shareDone, SILENT_DAYS, silentDays } from '../../stores/desk/board.js';
import { go } from '../../stores/desk/place.js';
import { whenWords } from './words.js';

/** @param {{ shown: import('../../stores/desk/board.js').Board }} props */
export function DoctorCards({ shown }) {
  return (
    <Card rows>
      {shown.doctors.map((row) => {
        const share = shareDone(row);
        const silent = silentDays(row.heard_at, shown.as_of) >= SILENT_DAYS;
        return (
          <Row
            key={row.key ?? 'none'}
            title={<b>{row.name || t('desk.nobody')}</b>}
            under={row.areas?.length ? listed(row.areas) : undefined}
            wide
            trail={
              <span class="doctor">
                {share !== null && (
                  <Progress label={t('board.share', { count: share })} bars={barsOf(row)} />
                )}
                <b>{share === null ? '–' : t('board.share', { count: share })}</b>
                <span class={silent ? 'overdue' : ''}>{whenWords(row.heard_at)}</span>
              </span>
            }
            onOpen={() => go({ selection: ['doctor', row.key ?? 'none'] })}
          />
        );
      })}
    </Card>
  );
}
