// One task: whose, the tries that named it, and the services of the day on which it was done.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { dotted } from '../../i18n/lists.js';
import { Button } from '../../parts/button.jsx';
import { Card } from '../../parts/card.jsx';
import { NotYet } from '../../parts/empty.jsx';
import { Row } from '../../parts/row.jsx';
import { readTask, task } from '../../stores/desk/board.js';
import { close } from '../../stores/desk/place.js';
import { HistoryPanel } from './history_panel.jsx';
import { TaskRow } from './task_row.jsx';
import { dayWords } from './words.js';
import { formTitle } from './written_words.js';
import { wide } from './wide.js';

/** @typedef {import('../../stores/desk/board.js').Tried} Tried */
/** @typedef {import('../../stores/desk/board.js').Served} Service */
/** @typedef {import('../../stores/desk/board.js').WholeTask} WholeTask */

/** Outcomes of a visit that have a mark of their own. */
const SHAPES = /** @type {const} */ ([
  'done',
  'not_home',
  'away',
  'refused',
  'moved',
  'died',
  'postponed',
]);

/** @param {{ id: string }} props */
export function TaskPanel({ id }) {
  useEffect(() => void readTask(id), [id]);
  const shown = task.value;
  if (!shown || shown.id !== id) return <NotYet />;
  return (
    <>
      {wide.value && (
        <Button kind="quiet" icon="back" label={t('common.back')} onPress={close} />
      )}
      <Card rows>
        <TaskRow task={shown} />
      </Card>
      {shown.tries > 0 && <p class="desk-about">{t('desk.tries', { count: shown.tries })}</p>}
      <h2 class="section-title">{t('desk.tried')}</h2>
      <Card rows>
        {shown.visits.map((one) => (
          <TriedRow key={`${one.document}${one.day}`} tried={one} />
        ))}
        {shown.visits.length === 0 && <Row title={t('desk.no_tries')} />}
      </Card>
      {shown.services.length > 0 && <Served task={shown} />}
    </>
  );
}

/** The services of that day; one of them unfolds what was written in it. @param {{ task: WholeTask }} props */
function Served({ task: { services, resident } }) {
  const [unfolded, unfold] = useState('');
  return (
    <>
      <h2 class="section-title">{t('desk.served')}</h2>
      <Card rows>
        {services.map((one) => (
          <ServedRow
            key={one.document}
            served={one}
            isUnfolded={one.document === unfolded}
            onUnfold={() => unfold(one.document === unfolded ? '' : one.document)}
          />
        ))}
      </Card>
      {unfolded && <HistoryPanel resident={resident.id} document={unfolded} />}
    </>
  );
}

/** @param {{ tried: Tried }} props */
function TriedRow({ tried }) {
  const state = SHAPES.find((one) => one === tried.outcome) ?? 'due';
  return (
    <Row
      state={state}
      title={t(`state.${state}`)}
      under={tried.by ?? undefined}
      trail={dayWords(tried.day)}
    />
  );
}

/** @param {{ served: Service, isUnfolded: boolean, onUnfold: () => void }} props */
function ServedRow({ served, isUnfolded, onUnfold }) {
  const word = served.qualified
    ? t('desk.qualified')
    : t('desk.not_qualified', { count: served.missing + served.errors });
  return (
    <Row
      state={served.qualified ? 'done' : 'due'}
      title={formTitle(served.form)}
      under={dotted(served.by, word)}
      trail={dayWords(served.day)}
      expanded={isUnfolded}
      onOpen={onUnfold}
    />
  );
}
