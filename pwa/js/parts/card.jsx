// A card is one thing: a household, a person, a question. A strip is one sentence that stays.
import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * @param {object} props
 * @param {string} [props.title]
 * @param {'asked' | 'warned' | 'wrong' | 'pale'} [props.tone]  asked: the question in hand
 * @param {boolean} [props.rows]  Its children are rows from edge to edge
 * @param {Children} props.children
 */
export function Card({ title, tone, rows = false, children }) {
  return (
    <section class={`card ${tone ?? ''} ${rows ? 'rows' : ''}`}>
      {title && <h2 class="card-title">{title}</h2>}
      {children}
    </section>
  );
}

/**
 * A strip that stays in sight: allergy, danger not yet dealt with, homonyms, a note.
 *
 * @param {{ tone?: 'danger' | 'warn', icon: import('./icon_paths.js').IconName, stays?: boolean, children: Children }} props
 */
export function Strip({ tone, icon, stays = false, children }) {
  return (
    <div class={`strip ${tone ?? ''} ${stays ? 'stays' : ''}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </div>
  );
}
