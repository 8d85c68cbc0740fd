// Who wrote what of a resident's record: the newest first, with what it replaced and what lost.
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { dotted } from '../../i18n/lists.js';
import { Button } from '../../parts/button.jsx';
import { Card } from '../../parts/card.jsx';
import { NotYet } from '../../parts/empty.jsx';
import { history, readHistory, readMore } from '../../stores/desk/residents.js';
import { whenWords } from './words.js';
import {
  formTitle,
  inFormOrder,
  isTelling,
  partLabel,
  partWords,
  reasonWords,
} from './written_words.js';

/** @typedef {import('../../stores/desk/residents.js').Entry} Entry */
/** @typedef {import('../../stores/desk/residents.js').Written} Written */
/** @typedef {import('./written_words.js').Names} Names */

const KINDS = /** @type {const} */ (['create', 'patch', 'resolve', 'retire', 'move', 'undo']);

/** @param {{ resident: string, document?: string }} props  document: of this one alone */
export function HistoryPanel({ resident, document }) {
  useEffect(() => void readHistory(resident, document), [resident, document]);
  const shown = history.value;
  if (!shown) return <NotYet />;
  return (
    <>
      {shown.entries.map((entry) => (
        <One key={entry.id} entry={entry} names={shown.names} />
      ))}
      {shown.more && <Button label={t('common.more')} onPress={readMore} />}
    </>
  );
}

/** @param {{ entry: Entry, names: Names }} props */
function One({ entry, names }) {
  const kind = KINDS.find((one) => one === entry.kind);
  return (
    <Card>
      <p>
        <b>{formTitle(entry.form)}</b>{' '}
        <span class="second">
          {dotted(kind && t(`desk.kind.${kind}`), entry.by.name, whenWords(entry.at))}
        </span>
      </p>
      {entry.reason && <p class="second">{reasonWords(entry.reason)}</p>}
      <dl class="desk-history">
        {shownOf(entry, names).map((change) => (
          <OneChange key={change.part} form={entry.form} change={change} names={names} />
        ))}
      </dl>
    </Card>
  );
}

/** What tells a person something. @param {Entry} entry @param {Names} names */
const shownOf = ({ form, changes }, names) =>
  inFormOrder(
    form,
    changes.filter((change) => isTelling(form, change, names)),
    ({ part }) => part,
  );

/** @param {{ form: string, change: Written, names: Names }} props */
function OneChange({ form, change, names }) {
  const { part, from, to, offered } = change;
  const after = partWords(form, part, to, names);
  const isNew = from === null || from === undefined;
  return (
    <div>
      <dt>{partLabel(form, part)}</dt>
      <dd>
        {isNew
          ? after
          : t('desk.waiting.from_to', { from: partWords(form, part, from, names), to: after })}
        {offered && <span class="second"> {t('desk.find.lost_value')}</span>}
      </dd>
    </div>
  );
}
