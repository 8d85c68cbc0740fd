// What did not work at the desk, in words; the work itself is at the centre and unharmed.
import { t } from '../../i18n/language.js';
import { Strip } from '../../parts/card.jsx';
import { trouble } from '../../stores/desk/session.js';

/** @typedef {import('../../stores/desk/ask.js').DeskTrouble} DeskTrouble */

/** @param {DeskTrouble} error @returns {string} */
export function troubleWords({ code, problem, seconds }) {
  switch (code) {
    case 'no_answer':
      return t('desk.no_answer');
    case 'too-many-tries':
      return t('desk.too_many', { seconds });
    case 'not-allowed':
      return t('desk.not_yours');
    case 'not-found':
    case 'already-decided':
      return t('desk.not_there');
    case 'busy':
      return t('desk.busy');
    case 'invalid':
      return t('desk.not_taken', { why: problem.errors?.[0]?.code ?? code });
    default:
      return t('problem.code', { code });
  }
}

export function Trouble() {
  if (!trouble.value) return null;
  return (
    <div role="alert">
      <Strip tone="warn" icon="overdue">
        {troubleWords(trouble.value)}
      </Strip>
    </div>
  );
}
