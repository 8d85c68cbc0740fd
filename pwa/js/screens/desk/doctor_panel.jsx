// The names behind a doctor's or a grid's numbers, the most pressing first.
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { Card, Strip } from '../../parts/card.jsx';
import { Chips } from '../../parts/chips.jsx';
import { NotYet } from '../../parts/empty.jsx';
import {
  pressingState,
  readTasks,
  SILENT_DAYS,
  silentDays,
  STATES,
  tasks,
} from '../../stores/desk/board.js';
import { address, go } from '../../stores/desk/place.js';
import { TaskRow } from './task_row.jsx';

/** @typedef {import('../../stores/desk/board.js').BoardRow} BoardRow */

/** @param {{ row: BoardRow, which: { kind: string, key: string, period: string, state: string }, asOf: string }} props */
export function DoctorPanel({ row, which, asOf }) {
  const state = which.state || pressingState(row);
  const { kind, key, period } = which;
  useEffect(() => void readTasks({ kind, key, period, state }), [kind, key, period, state]);
  const silent = silentDays(row.heard_at, asOf);
  return (
    <>
      {silent >= SILENT_DAYS && (
        <Strip tone="danger" icon="overdue">
          {t('desk.silent', { count: silent })}
        </Strip>
      )}
      <Chips
        label={t('desk.column.done')}
        chips={STATES.map((one) => ({
          id: one,
          label: t(`desk.state.${one}`),
          count: row[one],
        }))}
        chosen={state}
        onChoose={(one) => go({ state: one })}
      />
      <Tasks />
    </>
  );
}

function Tasks() {
  const all = tasks.value;
  if (!all) return <NotYet />;
  if (all.length === 0) return <p class="desk-nothing second">{t('desk.nothing_here')}</p>;
  const { selection } = address.value;
  return (
    <Card rows>
      {all.map((one) => (
        <TaskRow
          key={one.id}
          task={one}
          onOpen={() => go({ selection: [selection[0], selection[1], one.id] })}
        />
      ))}
    </Card>
  );
}
