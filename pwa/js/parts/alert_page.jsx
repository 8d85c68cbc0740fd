// Danger to a person: the one page that interrupts. Acts first, in order; going on stays possible.
import { t } from '../i18n/language.js';
import { Frame } from './frame.jsx';
import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * @param {object} props
 * @param {string} props.title
 * @param {string} props.value
 * @param {string} props.name
 * @param {string} props.about
 * @param {string} [props.last]  Last time's value, for comparison
 * @param {{ what: string, hint?: string }[]} props.acts
 * @param {Children} [props.children]  What is arranged already, further ways
 * @param {Children} props.foot  Call and referral
 */
export function AlertPage({ title, value, name, about, last, acts, children, foot }) {
  return (
    <Frame tone="alert-page" foot={foot}>
      <div class="alert-head">
        <div class="topline">
          <h1>
            <Icon name="urgent" />
            {title}
          </h1>
          <span class="kept">
            <Icon name="phone" />
            {t('danger.kept')}
          </span>
        </div>
        <div class="valueline">
          <span class="figure">{value}</span>
          <span class="whose">
            <b>{name}</b> {about}
            {last && (
              <>
                <br />
                {t('common.last')} <b class="whole">{last}</b>
              </>
            )}
          </span>
        </div>
      </div>
      <ol class="card acts">
        {acts.map(({ what, hint }) => (
          <li key={what}>
            <span>
              <b>{what}</b>
              {hint && <span class="second">{hint}</span>}
            </span>
          </li>
        ))}
      </ol>
      {children}
    </Frame>
  );
}
