// The other language, one tap away before anybody has signed in.
import { language } from '../i18n/language.js';
import { Button } from '../parts/button.jsx';
import { chooseLanguage } from '../stores/look.js';

export function ChangeLanguage() {
  const other = language.value === 'en' ? 'zh-CN' : 'en';
  return (
    <Button
      kind="quiet"
      size="small"
      label={other === 'en' ? 'English' : '中文'}
      onPress={() => chooseLanguage(other)}
    />
  );
}
