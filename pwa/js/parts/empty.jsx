// Pages of one message: nothing here, or something that cannot be shown, and what to do.
import { t } from '../i18n/language.js';
import { Icon } from './icon.jsx';

/** @typedef {import('./icon_paths.js').IconName} IconName */

/**
 * Nothing to show, said as what it means.
 *
 * @param {{ icon: IconName, tone?: string, title: string, lines?: string[], alone?: boolean }} props
 *   alone: no bar above names the page
 */
export function Empty({ icon, tone = '', title, lines = [], alone }) {
  const Title = alone ? 'h1' : 'h2';
  return (
    <div class="whole-message">
      <Icon name={icon} class={tone} />
      <Title>{title}</Title>
      {lines.map((line) => (
        <p key={line} class="second">
          {line}
        </p>
      ))}
    </div>
  );
}

/**
 * Something went wrong: what happened, where the work is, what to do; a code only for the administrator.
 *
 * @param {{ title: string, lines: string[], code?: string, alone?: boolean }} props
 */
export function Problem({ title, lines, code, alone }) {
  const Title = alone ? 'h1' : 'h2';
  return (
    <div class="whole-message danger" role="alert">
      <Icon name="overdue" />
      <Title>{title}</Title>
      {lines.map((line) => (
        <p key={line} class="second">
          {line}
        </p>
      ))}
      {code && <p class="code">{t('problem.code', { code })}</p>}
    </div>
  );
}

/** The place that something will take, while it is on its way: it does not move. */
export function NotYet() {
  return (
    <div class="card not-yet" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}
