// Which panel of the board is open: those in danger, the tasks of a doctor or grid, one task.
import { t } from '../../i18n/language.js';
import { DoctorPanel } from './doctor_panel.jsx';
import { TaskPanel } from './task_panel.jsx';
import { UrgentPanel } from './urgent_panel.jsx';

/** @typedef {import('../../stores/desk/board.js').Board} Board */
/** @typedef {import('../../stores/desk/address.js').Address} Address */

/**
 * @param {Board} shown
 * @param {Address} address
 * @returns {{ panel?: import('preact').ComponentChildren, panelTitle?: string }}
 */
export function panelOf(shown, { selection, period, state }) {
  const [kind, key, task] = selection;
  if (kind === 'urgent') {
    const panel = key ? <TaskPanel id={key} /> : <UrgentPanel shown={shown} />;
    return { panel, panelTitle: t('board.no_follow_up') };
  }
  if (!key) return {};
  const rows = kind === 'grid' ? shown.grids : shown.doctors;
  const row = rows.find((one) => (one.key ?? 'none') === key);
  if (!row) return {};
  const panelTitle = row.name || t('desk.nobody');
  if (task) return { panel: <TaskPanel id={task} />, panelTitle };
  const which = { kind, key, period, state };
  return { panel: <DoctorPanel row={row} which={which} asOf={shown.as_of} />, panelTitle };
}
