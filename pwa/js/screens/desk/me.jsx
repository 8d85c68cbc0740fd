// Who sits at the desk, the language, and the way out.
import { t } from '../../i18n/language.js';
import { Button } from '../../parts/button.jsx';
import { Card } from '../../parts/card.jsx';
import { person, signOut } from '../../stores/desk/session.js';
import { ChangeLanguage } from '../change_language.jsx';
import { Layout, roleWord } from './layout.jsx';

export function Me() {
  return (
    <Layout title={t('desk.view.me')}>
      <Card>
        <p>
          <b>{person.value?.name}</b>
        </p>
        <p class="second">{roleWord(person.value?.role)}</p>
      </Card>
      <ChangeLanguage />
      <Button label={t('desk.sign_out')} onPress={signOut} />
    </Layout>
  );
}
