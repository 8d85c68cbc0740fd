// The lock: who is at work, and the PIN. It opens without any signal, and forgetting it loses nothing.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Strip } from '../parts/card.jsx';
import { OptionButtons } from '../parts/option_buttons.jsx';
import { PinDots, PinPad } from '../parts/pin_pad.jsx';
import { addPerson, lockedBecause, readStatus, status, unlock } from '../stores/session.js';
import { codeOf } from '../stores/phone.js';
import { Frame } from '../parts/frame.jsx';
import { ChangeLanguage } from './change_language.jsx';
import { lazyScreen } from './lazy.jsx';

const Forgotten = lazyScreen(() => import('./day.js').then((all) => all.Forgotten));

const PIN_LENGTH = 6;
const TRIES = 10;

export function Unlock() {
  const people = /** @type {Status} */ (status.value).people;
  const [device, choose] = useState(people[0].device);
  const [pin, setPin] = useState('');
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const person = people.find((one) => one.device === device) ?? people[0];
  const onKey = usePin(pin, setPin, async (whole) => {
    setTrouble(await tryPin(device, whole));
    setPin('');
  });
  return (
    <Frame
      bar={<Brand />}
      foot={<PinPad onKey={onKey} onForgot={() => setTrouble('forgot')} />}
    >
      <People people={people} chosen={device} onChoose={choose} />
      <h2 class="pin-title">{t('unlock.title', { name: person.name })}</h2>
      <PinDots entered={pin.length} length={PIN_LENGTH} />
      <Said person={person} trouble={trouble} opening={pin.length === PIN_LENGTH} />
    </Frame>
  );
}

/**
 * Takes keys until the PIN is whole.
 *
 * @param {string} pin
 * @param {(pin: string) => void} setPin
 * @param {(pin: string) => void} onWhole
 */
export function usePin(pin, setPin, onWhole) {
  return (/** @type {string} */ key) => {
    if (pin.length === PIN_LENGTH) return;
    const next = key === 'backspace' ? pin.slice(0, -1) : pin + key;
    setPin(next);
    if (next.length === PIN_LENGTH) onWhole(next);
  };
}

/**
 * @param {string} device
 * @param {string} pin
 * @returns {Promise<string | null>} Why not
 */
async function tryPin(device, pin) {
  try {
    await unlock(device, pin);
    return null;
  } catch (error) {
    await readStatus();
    return codeOf(error);
  }
}

/** The app's own name, and the other language. */
export const Brand = () => (
  <AppBar title={t('app.name')} door={t('app.plate')} pill={<ChangeLanguage />} />
);

/** @param {{ people: Person[], chosen: string, onChoose: (device: string) => void }} props */
function People({ people, chosen, onChoose }) {
  const options = people.map(({ device, name, unsent }) => ({
    code: device,
    label: name,
    consequence: unsent ? t('unlock.unsent', { count: unsent }) : t('unlock.all_safe'),
  }));
  const another = {
    code: '',
    label: t('unlock.other_person'),
    icon: /** @type {const} */ ('plus'),
  };
  return (
    <OptionButtons
      hideLabel
      label={t('unlock.people')}
      options={[...options, another]}
      chosen={chosen}
      onChoose={(device) => (device ? onChoose(device) : addPerson())}
    />
  );
}

/** @param {{ person: Person, trouble: string | null, opening: boolean }} props */
function Said({ person, trouble, opening }) {
  const pause = usePause(person.locked_until);
  if (opening) return <p class="centred second">{t('unlock.opening')}</p>;
  if (!person.readable) return <Forgotten person={person} />;
  if (lockedBecause.value === 'revoked') return <Forgotten person={person} />;
  if (pause > 0) return <Warn>{t('unlock.wait', { seconds: pause })}</Warn>;
  if (trouble === 'wrong_pin') {
    return (
      <Warn>
        {t('unlock.wrong', { count: person.wrong_pins, left: TRIES - person.wrong_pins })}
      </Warn>
    );
  }
  if (trouble === 'forgot') return <Forgotten person={person} />;
  if (trouble === 'full') return <Warn>{t('sync.full')}</Warn>;
  if (trouble) return <Warn>{t('problem.code', { code: trouble })}</Warn>;
  return (
    <p class="centred second">
      {t('unlock.forgot_lead')}
      <br />
      {t('unlock.forgot_kept')}
    </p>
  );
}

/** Seconds until the PIN may be tried again. @param {number} until Epoch milliseconds */
function usePause(until) {
  const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const [seconds, set] = useState(left());
  useEffect(() => {
    set(left());
    const timer = setInterval(() => set(left()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}

/** @param {{ children: import('preact').ComponentChildren }} props */
const Warn = ({ children }) => (
  <Strip tone="warn" icon="overdue">
    {children}
  </Strip>
);
