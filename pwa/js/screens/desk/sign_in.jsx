// Signing in at a desk: name and password, for half an hour.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { Button, Primary } from '../../parts/button.jsx';
import { Strip } from '../../parts/card.jsx';
import { DoorPlate } from '../../parts/door_plate.jsx';
import { Foot } from '../../parts/foot.jsx';
import { Frame } from '../../parts/frame.jsx';
import { TextField } from '../../parts/text_field.jsx';
import { DeskTrouble } from '../../stores/desk/ask.js';
import { isOver, signIn } from '../../stores/desk/session.js';
import { ChangeLanguage } from '../change_language.jsx';
import { troubleWords } from './trouble.jsx';

export function SignIn() {
  const [username, setName] = useState('');
  const [password, setPassword] = useState('');
  const [said, say] = useState(isOver.value ? t('desk.over') : '');
  const send = async () => {
    if (!username.trim() || !password) return;
    try {
      await signIn(username.trim(), password);
    } catch (error) {
      setPassword('');
      say(wordsOf(error));
    }
  };
  return (
    <Frame
      tone="desk-door"
      foot={
        <Foot>
          <Primary label={t('desk.sign_in')} onPress={send} />
          <Button kind="quiet" label={t('desk.to_phone')} onPress={leave} />
        </Foot>
      }
    >
      <header class="app-bar">
        <DoorPlate door={t('app.plate')} />
        <div class="heading">
          <h1>{t('desk.title')}</h1>
        </div>
        <ChangeLanguage />
      </header>
      <div class="page-title">
        <p>{t('desk.lead')}</p>
      </div>
      {said && (
        <div role="alert">
          <Strip tone="warn" icon="overdue">
            {said}
          </Strip>
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextField
          id="desk-name"
          label={t('enrol.user_name')}
          text={username}
          autocomplete="username"
          onType={setName}
        />
        <label class="field">
          <span class="label">{t('enrol.password')}</span>
          <input
            type="password"
            autocomplete="current-password"
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        {/* Enter in either field signs in; the button for it stands at the thumb. */}
        <button type="submit" hidden />
      </form>
    </Frame>
  );
}

/** @param {unknown} error */
function wordsOf(error) {
  if (!(error instanceof DeskTrouble)) throw error;
  return error.code === 'not-authenticated' ? t('desk.refused') : troubleWords(error);
}

/** The phone's app begins anew: nothing of the desk stays in memory. */
function leave() {
  location.hash = '';
  location.reload();
}
