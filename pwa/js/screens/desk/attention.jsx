// What a supervisor looks at before any percentage: danger, silent phones, what waits for them.
import { t } from '../../i18n/language.js';
import { Card } from '../../parts/card.jsx';
import { Row } from '../../parts/row.jsx';
import { daysLate } from '../../stores/desk/board.js';
import { phones } from '../../stores/desk/phones.js';
import { go, goTo } from '../../stores/desk/place.js';

/** @param {{ shown: import('../../stores/desk/board.js').Board }} props */
export function Attention({ shown }) {
  const silent = (phones.value ?? []).filter((phone) => phone.silent);
  const first = shown.urgent[0];
  return (
    <Card rows>
      <Row
        state={first ? 'urgent' : 'nothing_due'}
        title={<b>{first ? t('board.no_follow_up') : t('board.nothing_urgent')}</b>}
        under={
          first &&
          t('board.oldest', {
            count: Math.max(0, daysLate(first.since, shown.today)),
            name: first.resident.name,
          })
        }
        trail={shown.urgent.length}
        count
        leads
        onOpen={() => go({ selection: ['urgent'] })}
      />
      <Row
        state={silent.length ? 'overdue' : 'nothing_due'}
        title={<b>{t('board.silent_phones')}</b>}
        under={silent[0] && t('board.may_hold', { name: silent[0].staff.name })}
        trail={silent.length}
        count
        leads
        onOpen={() => goTo('phones')}
      />
      <Row
        state="due"
        title={<b>{t('board.differs')}</b>}
        under={shown.conflicts > 0 && t('board.waiting')}
        trail={shown.conflicts}
        count
        leads
        onOpen={() => goTo('conflicts')}
      />
      {shown.waiting > 0 && (
        <Row
          state="postponed"
          title={<b>{t('desk.view.waiting')}</b>}
          under={t('desk.waiting.lead')}
          trail={shown.waiting}
          count
          leads
          onOpen={() => goTo('waiting')}
        />
      )}
    </Card>
  );
}
