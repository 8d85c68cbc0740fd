// The phones of one's people, what presses first; withdrawing one, reporting it lost, a slip for a new one.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { dotted, listed } from '../../i18n/lists.js';
import { Button } from '../../parts/button.jsx';
import { Card, Strip } from '../../parts/card.jsx';
import { Empty, NotYet } from '../../parts/empty.jsx';
import { Row } from '../../parts/row.jsx';
import { board, silentDays } from '../../stores/desk/board.js';
import {
  issueSlip,
  phones,
  readPhones,
  slip,
  stateOf,
  withdraw,
} from '../../stores/desk/phones.js';
import { address, go } from '../../stores/desk/place.js';
import { deviceCode } from '../device_words.js';
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
              state={SHAPES[stateOf(phone)]}
              title={
                <>
                  <b>{phone.staff.name}</b> <span class="second">{codeWords(phone)}</span>
                </>
              }
              under={dotted(wordsOf(phone), enrolledWords(phone))}
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

/** @satisfies {Record<ReturnType<typeof stateOf>, import('../../parts/icon_paths.js').StateName>} */
const SHAPES = /** @type {const} */ ({
  withdrawn: 'refused',
  attention: 'overdue',
  waits: 'postponed',
  good: 'done',
});

/** @param {DeskPhone} phone @returns {string} What is the matter, all of it */
function wordsOf(phone) {
  const now = board.value?.as_of ?? new Date().toISOString();
  const said = dotted(
    phone.lost && t('desk.phone.lost'),
    phone.revoked_at && t('desk.phone.revoked'),
    phone.silent && t('desk.phone.silent', { count: silentDays(phone.heard_at, now) }),
    phone.missing > 0 && t('desk.phone.missing', { count: phone.missing }),
    phone.copied && t('desk.phone.copied'),
    phone.rejected > 0 && t('desk.phone.rejected', { count: phone.rejected }),
    phone.waiting > 0 && t('desk.phone.waiting', { count: phone.waiting }),
    phone.held > 0 && t('desk.phone.held', { count: phone.held }),
  );
  return said || t('desk.phone.good');
}

/** @param {DeskPhone} phone */
const codeWords = ({ device }) => t('desk.phone.code', { code: deviceCode(device) });

/** @param {DeskPhone} phone */
const enrolledWords = ({ enrolled_at: at }) =>
  t('desk.phone.enrolled', { when: whenWords(at) });

/** Which of a person's phones it is. @param {DeskPhone} phone */
const whichWords = (phone) =>
  dotted(
    codeWords(phone),
    enrolledWords(phone),
    phone.shared_with.length > 0 &&
      t('desk.phone.shared', { names: listed(phone.shared_with) }),
  );

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
        <p class="second">{whichWords(phone)}</p>
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
