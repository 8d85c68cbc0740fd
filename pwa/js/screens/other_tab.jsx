// A second window says so, and offers to take over once the first one's words are on disk.
import { t } from '../i18n/language.js';
import { Primary } from '../parts/button.jsx';
import { Empty } from '../parts/empty.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { takeOver } from '../stores/session.js';

export function OtherTab() {
  return (
    <Frame
      foot={
        <Foot>
          <Primary label={t('unlock.take_over')} onPress={takeOver} />
        </Foot>
      }
    >
      <Empty
        alone
        icon="phone"
        title={t('unlock.other_tab')}
        lines={[t('unlock.other_tab_lead')]}
      />
    </Frame>
  );
}
