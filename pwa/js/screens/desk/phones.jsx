// The phones of one's people: silent ones first; withdrawing one, reporting it lost, a slip for a new one.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { dotted } from '../../i18n/lists.js';
import { Button } from '../../parts/button.jsx';
import { Card, Strip } from '../../parts/card.jsx';
import { Empty, NotYet } from '../../parts/empty.jsx';
import { Row } from '../../parts/row.jsx';
import { board, silentDays } from '../../stores/desk/board.js';
import {
  isAmiss,
  issueSlip,
  phones,
  readPhones,
  slip,
  withdraw,
} from '../../stores/desk/phones.js';
import { address, go } from '../../stores/desk/place.js';
import { Layout } from './layout.jsx';
import { whenWords } from './words.js';

/** @typedef {import('../../stores/desk/phones.js').DeskPhone} DeskPhone */

export function Phones() {
  useEffect(() => void readPhones(), []);
  const all = phones.value;
  const one = all?.find(({ device }) => device === address.value.selection[0]);
  return (
    <Layout
      title={t('desk.view.phones')}
      panel={one && <PhonePanel key={one.device} phone={one} />}
      panelTitle={one?.staff.name}
    >
      {!all && <NotYet />}
      {all?.length === 0 && <Empty icon="phone" title={t('desk.phone.none')} />}
      {all && all.length > 0 && (
        <Card rows>
          {all.map((phone) => (
            <Row
              key={phone.device}
              state={shapeOf(phone)}
              title={<b>{phone.staff.name}</b>}
              under={wordsOf(phone)}
              trail={whenWords(phone.heard_at)}
              onOpen={() => go({ selection: [phone.device] })}
              leads
            />
          ))}
        </Card>
      )}
    </Layout>
  );
}

/** @param {DeskPhone} phone @returns {import('../../parts/icon_paths.js').StateName} */
function shapeOf(phone) {
  if (phone.revoked_at) return 'refused';
  return isAmiss(phone) ? 'overdue' : 'done';
}

/** @param {DeskPhone} phone @returns {string} What is the matter, all of it */
function wordsOf(phone) {
  const now = board.value?.as_of ?? new Date().toISOString();
  const said = dotted(
    phone.lost && t('desk.phone.lost'),
    phone.revoked_at && t('desk.phone.revoked'),
    phone.silent && t('desk.phone.silent', { count: silentDays(phone.heard_at, now) }),
    phone.missing > 0 && t('desk.phone.missing', { count: phone.missing }),
    phone.copied && t('desk.phone.copied'),
    phone.waiting > 0 && t('desk.phone.waiting', { count: phone.waiting }),
  );
  return said || t('desk.phone.good');
}

/** @param {{ phone: DeskPhone }} props */
function PhonePanel({ phone }) {
  const code = slip.value?.staff === phone.staff.id ? slip.value.code : null;
  return (
    <>
      <Card>
        <p>{wordsOf(phone)}</p>
        <p class="second">
          {dotted(
            t('desk.phone.heard', { when: whenWords(phone.heard_at) }),
            phone.app_version && t('desk.phone.version', { version: phone.app_version }),
          )}
        </p>
      </Card>
      {code ? (
        <Card>
          <p class="desk-slip">{code}</p>
          <p class="second">{t('desk.phone.slip_code')}</p>
        </Card>
      ) : (
        <Button
          icon="plus"
          label={t('desk.phone.slip')}
          onPress={() => issueSlip(phone.staff.id)}
        />
      )}
      {!phone.revoked_at && <Withdrawal device={phone.device} how="revocation" />}
      {!phone.lost && <Withdrawal device={phone.device} how="loss" />}
    </>
  );
}

/** Cannot be undone from here: so it says first what it does. @param {{ device: string, how: 'revocation' | 'loss' }} props */
function Withdrawal({ device, how }) {
  const [isOpen, open] = useState(false);
  const isLoss = how === 'loss';
  return (
    <>
      <Button
        tone="plain"
        label={t(isLoss ? 'desk.phone.lose' : 'desk.phone.revoke')}
        expanded={isOpen}
        onPress={() => open(!isOpen)}
      />
      {isOpen && (
        <>
          <Strip tone="warn" icon="overdue">
            {t(isLoss ? 'desk.phone.lose_means' : 'desk.phone.revoke_means')}
          </Strip>
          <Button
            tone="danger"
            label={t('desk.phone.do_it')}
            onPress={async () => {
              await withdraw(device, how);
              open(false);
            }}
          />
        </>
      )}
    </>
  );
}
