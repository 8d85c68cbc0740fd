// The first time on this phone: name, password, slip, and a PIN of one's own. The one page that needs a signal.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { Button, Primary } from '../parts/button.jsx';
import { Strip } from '../parts/card.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { PinDots, PinPad } from '../parts/pin_pad.jsx';
import { TextField } from '../parts/text_field.jsx';
import { askToKeep } from '../stores/browser.js';
import { isOfLine, lineTrouble } from '../stores/line.js';
import { codeOf } from '../stores/phone.js';
import { enrol, enrolling, status } from '../stores/session.js';
import { Brand, usePin } from './unlock.jsx';

const TOO_EASY = /^(\d)\1+$|^123456$|^654321$/;

/** @typedef {{ username: string, password: string, slip: string }} Typed */

export function Enrol() {
  const [typed, setTyped] = useState({ username: '', password: '', slip: '' });
  const [choosing, setChoosing] = useState(false);
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const complete = Object.values(typed).every((text) => text.trim());
  const look = async () => {
    const code = await lineTrouble();
    setTrouble((before) => code ?? (isOfLine(before) ? null : before));
    return code === null;
  };
  // Without a signal nothing of this can be done: it is said before anything is typed.
  useEffect(() => {
    void look();
    addEventListener('online', look);
    return () => removeEventListener('online', look);
  }, []);
  if (choosing) {
    const begin = async (/** @type {string} */ pin) => {
      setTrouble(await tryEnrol(typed, pin));
      setChoosing(false);
    };
    return <ChoosePin onChosen={begin} />;
  }
  return (
    <Frame
      bar={<Brand />}
      foot={
        <Foot>
          <Primary
            label={t('enrol.choose_pin_next')}
            trail="go"
            onPress={async () => complete && (await look()) && setChoosing(true)}
          />
          {(status.value?.people.length ?? 0) > 0 && (
            <Button
              kind="quiet"
              label={t('common.back')}
              onPress={() => (enrolling.value = false)}
            />
          )}
        </Foot>
      }
    >
      <div class="page-title">
        <h2>{t('enrol.title')}</h2>
        <p>{t('enrol.lead')}</p>
      </div>
      {trouble && (
        <Strip tone="warn" icon="overdue">
          {sentenceFor(trouble)}
        </Strip>
      )}
      <Fields typed={typed} onType={setTyped} />
      <Button kind="quiet" label={t('desk.title')} onPress={toDesk} />
    </Frame>
  );
}

/** The desk is a page of its own: nothing of the phone's app runs beside it. */
function toDesk() {
  location.hash = '#/desk';
  location.reload();
}

/** @param {string} code */
function sentenceFor(code) {
  // To the centre a wrong name, password or slip is somebody whom it does not know.
  if (code === 'refused' || code === 'session') return t('enrol.refused');
  if (code === 'signal') return t('enrol.no_signal');
  if (code === 'portal') return t('enrol.portal');
  if (code === 'away') return t('enrol.away');
  if (code === 'busy') return t('enrol.busy');
  return t('problem.code', { code });
}

/**
 * @param {Typed} typed
 * @param {string} pin
 * @returns {Promise<string | null>} Why not
 */
async function tryEnrol({ username, password, slip }, pin) {
  try {
    await enrol({
      username: username.trim(),
      password,
      slip: slip.normalize('NFKC').replace(/[\s-]/g, ''),
      pin,
      app_version: '1',
    });
    // Some browsers ask the person in turn: nobody waits for that.
    void askToKeep();
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

/** @param {{ typed: Typed, onType: (typed: Typed) => void }} props */
function Fields({ typed, onType }) {
  return (
    <>
      <TextField
        id="username"
        label={t('enrol.user_name')}
        text={typed.username}
        autocomplete="username"
        onType={(username) => onType({ ...typed, username })}
      />
      <PasswordField
        text={typed.password}
        onType={(password) => onType({ ...typed, password })}
      />
      <TextField
        id="slip"
        label={t('enrol.slip')}
        hint={t('enrol.slip_hint')}
        text={typed.slip}
        onType={(slip) => onType({ ...typed, slip })}
      />
    </>
  );
}

/** @param {{ text: string, onType: (text: string) => void }} props */
function PasswordField({ text, onType }) {
  return (
    <label class="field">
      <span class="label">{t('enrol.password')}</span>
      <input
        type="password"
        autocomplete="current-password"
        value={text}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </label>
  );
}

/** @param {{ onChosen: (pin: string) => Promise<void> }} props */
export function ChoosePin({ onChosen }) {
  const [first, setFirst] = useState(/** @type {string | null} */ (null));
  const [pin, setPin] = useState('');
  const [said, say] = useState(/** @type {string | null} */ (null));
  const onKey = usePin(pin, setPin, async (whole) => {
    const again = () => setPin('');
    if (first === null) {
      const easy = TOO_EASY.test(whole);
      say(easy ? t('enrol.pin_too_easy') : null);
      if (!easy) setFirst(whole);
      return again();
    }
    if (first !== whole) {
      say(t('enrol.pins_differ'));
      setFirst(null);
      return again();
    }
    return onChosen(whole);
  });
  return (
    <Frame bar={<Brand />} foot={<PinPad onKey={onKey} />}>
      <h2 class="pin-title">
        {first === null ? t('enrol.choose_pin') : t('enrol.repeat_pin')}
      </h2>
      <PinDots entered={pin.length} />
      {said && (
        <Strip tone="warn" icon="overdue">
          {said}
        </Strip>
      )}
      <p class="centred second">{t('enrol.choose_pin_lead')}</p>
    </Frame>
  );
}
