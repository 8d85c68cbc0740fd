// A record that cannot be opened: what happened, where the work is, what to do.
import { t } from '../i18n/language.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Primary } from '../parts/button.jsx';
import { Problem } from '../parts/empty.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { back } from '../stores/place.js';

/** @param {{ code?: string, onAgain: () => unknown }} props */
export function Unreadable({ code, onAgain }) {
  return (
    <Frame
      bar={<AppBar title="" onBack={back} />}
      foot={
        <Foot>
          <Primary label={t('resident.fetch_again')} onPress={onAgain} />
        </Foot>
      }
    >
      <Problem
        title={t('resident.unreadable')}
        lines={[
          t('resident.unreadable_what'),
          t('resident.unreadable_kept'),
          t('resident.unreadable_next'),
        ]}
        code={code}
      />
    </Frame>
  );
}
