// The steps of a form: five words above it; a tap jumps.
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';

/**
 * @param {{ steps: { id: string, label: string, complete: boolean }[], current: string, onJump: (id: string) => void }} props
 */
export function Steps({ steps, current, onJump }) {
  return (
    <nav class="steps" aria-label={t('visit.steps')}>
      {steps.map(({ id, label, complete }) => (
        <button
          key={id}
          class={complete ? 'complete' : ''}
          aria-current={id === current ? 'step' : undefined}
          onClick={() => onJump(id)}
        >
          {complete && <Icon name="tick" />}
          {label}
          {complete && <span class="spoken">{t('visit.step_complete')}</span>}
        </button>
      ))}
    </nav>
  );
}
