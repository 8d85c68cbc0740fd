// Where one value comes from: who, when, in place of what, why; also what did not stand.
import { clockTime } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { dotted } from '../i18n/lists.js';
import { Button } from '../parts/button.jsx';
import { Card, Strip } from '../parts/card.jsx';
import { folder } from '../stores/folder.js';
import { linesOf, readHistory, readOlder, trouble, written } from '../stores/history.js';
import { heldWords, unitLabel } from './unit_words.js';
import { dayWords } from './words.js';

/** @typedef {import('../forms/units.js').Unit} Unit */
/** @typedef {import('../stores/history.js').Line} Line */

/** Reasons that have a word; any other is in the doctor's own. */
const REASONS = /** @type {const} */ (['copied_wrong', 'measured_again', 'wrong_person']);

/** @param {{ document: FiledDocument, unit: Unit }} props */
export function ValueHistory({ document, unit }) {
  const lines = linesOf(document, unit);
  return (
    <div class="value-history">
      <Card title={t('timeline.history_of', { what: unitLabel(document.type, unit) })}>
        <dl>
          {lines.map((line, place) => (
            <OneLine
              key={line.id}
              form={document.type}
              unit={unit}
              line={line}
              stands={place === standing(lines)}
            />
          ))}
        </dl>
        <Rest />
      </Card>
    </div>
  );
}

/** The newest one that was taken. @param {Line[]} lines */
const standing = (lines) => lines.findIndex(({ offered }) => !offered);

/** @param {{ form: string, unit: Unit, line: Line, stands: boolean }} props */
function OneLine({ form, unit, line, stands }) {
  const words = heldWords(form, unit.parts, line.held);
  const before = heldWords(form, unit.parts, line.before);
  const isNew = Object.values(line.before).every((value) => value === null);
  return (
    <div>
      <dt>{stands ? words : <s>{words}</s>}</dt>
      <dd>
        {dotted(line.by.name, whenWords(line.at), kindWords(line))}
        {!isNew && <span>{t('history.instead_of', { value: before })}</span>}
        {line.reason && (
          <span>{t('timeline.reason', { reason: reasonWords(line.reason) })}</span>
        )}
      </dd>
    </div>
  );
}

/** @param {Line} line */
function kindWords({ kind, offered, here }) {
  const what = {
    patch: t('timeline.corrected'),
    move: t('history.moved'),
    retire: t('history.taken_out'),
    resolve: t('history.decided'),
    undo: t('history.undone'),
    create: '',
  }[kind];
  return dotted(what, offered && t('history.did_not_stand'), here && t('timeline.on_phone'));
}

/** @param {string} reason */
function reasonWords(reason) {
  const known = REASONS.find((one) => one === reason);
  return known ? t(`timeline.${known}`) : reason;
}

/** What is not told yet: it comes, it needs a signal, or there is more. */
function Rest() {
  const resident = folder.value?.subject ?? '';
  if (trouble.value) {
    const needsSignal = ['signal', 'portal', 'away', 'busy'].includes(trouble.value);
    return (
      <>
        <Strip icon="phone">
          {t(needsSignal ? 'history.needs_signal' : 'history.not_told')}
        </Strip>
        <Button label={t('history.again')} onPress={() => readHistory(resident)} />
      </>
    );
  }
  if (!written.value) return <p class="second">{t('history.coming')}</p>;
  if (!written.value.more) return null;
  return <Button kind="quiet" icon="down" label={t('timeline.earlier')} onPress={readOlder} />;
}

/** @param {string} instant */
export const whenWords = (instant) =>
  `${dayWords(instant.slice(0, 10))} ${clockTime(instant)}`.trim();
