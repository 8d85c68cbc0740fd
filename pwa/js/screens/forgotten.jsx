// A store that cannot be opened here any more: nothing of it is lost.
import { t } from '../i18n/language.js';
import { Button } from '../parts/button.jsx';
import { Icon } from '../parts/icon.jsx';
import { lockedBecause } from '../stores/session.js';

/**
 * What cannot be opened here any more is not lost: it leaves the phone as it lies there, sealed.
 *
 * @param {{ person: Person }} props
 */
export function Forgotten({ person: { device, unsent } }) {
  const revoked = lockedBecause.value === 'revoked';
  return (
    <div class="centred" role="status">
      {revoked && <p>{t('forgot.revoked')}</p>}
      <p>
        <Icon name="shield" class="inline" /> {t('unlock.forgot_kept')}
      </p>
      <p class="second">{t(unsent ? 'forgot.unsent' : 'forgot.how')}</p>
      {unsent > 0 && (
        <Button
          label={t('forgot.hand_over', { count: unsent })}
          onPress={() => void handOver(device)}
        />
      )}
    </div>
  );
}

/** @param {string} device */
const handOver = async (device) => (await import('./share_capsule.js')).shareCapsule(device);
