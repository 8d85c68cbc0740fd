// A service that is dated after the resident's death: it is kept, but not without a word.
import { fullDate } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { Strip } from '../parts/card.jsx';
import { deathBefore } from '../stores/lifetime.js';

/** In sight until the date, or the record, is another. */
export function AfterDeath() {
  const death = deathBefore.value;
  if (!death) return null;
  return (
    <Strip tone="warn" icon="died">
      {death.on
        ? t('visit.after_death', { day: fullDate(death.on) })
        : t('visit.after_closing', { day: fullDate(death.closed) })}
    </Strip>
  );
}
