// The table of doctors or grids: worst first; arrows walk it, Enter opens the panel, Escape closes it.
import { t } from '../../i18n/language.js';
import { listed } from '../../i18n/lists.js';
import { Progress } from '../../parts/progress.jsx';
import { barsOf, shareDone, SILENT_DAYS, silentDays } from '../../stores/desk/board.js';
import { address, go } from '../../stores/desk/place.js';
import { whenWords } from './words.js';

/** @typedef {import('../../stores/desk/board.js').Board} Board */
/** @typedef {import('../../stores/desk/board.js').BoardRow} BoardRow */

/** @param {{ shown: Board }} props */
export function BoardTable({ shown }) {
  const { by } = address.value;
  const isByGrid = by === 'grid';
  const rows = isByGrid ? shown.grids : shown.doctors;
  return (
    <div class="card rows desk-table">
      <table onKeyDown={walk}>
        <thead>
          <tr>
            <th scope="col">{t(isByGrid ? 'desk.column.grid' : 'desk.column.doctor')}</th>
            <th scope="col" class="number" colSpan={2}>
              {t('desk.column.done')}
            </th>
            <th scope="col" class="number">
              {t('desk.state.missed')}
            </th>
            <th scope="col" class="number">
              {t('desk.state.not_home')}
            </th>
            <th scope="col" class="number">
              {t('desk.state.refused')}
            </th>
            {!isByGrid && (
              <>
                <th scope="col" class="number">
                  {t('desk.column.differ')}
                </th>
                <th scope="col" class="number">
                  {t('desk.column.heard')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={row.key ?? 'none'} row={row} by={by} asOf={shown.as_of} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="desk-nothing second">{t('desk.nothing_planned')}</p>}
    </div>
  );
}

/** @param {{ row: BoardRow, by: string, asOf: string }} props */
function TableRow({ row, by, asOf }) {
  const key = row.key ?? 'none';
  const { selection } = address.value;
  const isSelected = selection[0] === by && selection[1] === key;
  const open = () => go({ selection: [by, key], state: '' });
  const share = shareDone(row);
  const silent = silentDays(row.heard_at, asOf);
  return (
    <tr class={isSelected ? 'selected' : ''} onClick={open}>
      <th scope="row">
        {/* The button is what the keyboard finds; the whole row is the target of a hand. */}
        <button onClick={open} aria-pressed={isSelected}>
          <b>{row.name || t('desk.nobody')}</b>
          {row.areas && row.areas.length > 0 && (
            <span class="second"> {listed(row.areas.slice(0, 2))}</span>
          )}
        </button>
      </th>
      <td class="number">
        <b>{share === null ? '–' : t('board.share', { count: share })}</b>{' '}
        <span class="second">
          {row.done}/{row.planned}
        </span>
      </td>
      <td class="bar">
        {row.planned > 0 && (
          <Progress
            label={t('board.bars', {
              done: row.done,
              late: row.missed,
              left: row.planned - row.done - row.missed,
            })}
            bars={barsOf(row)}
          />
        )}
      </td>
      <td class={`number ${row.missed ? 'overdue' : ''}`}>{row.missed}</td>
      <td class="number">{row.not_home}</td>
      <td class="number">{row.refused}</td>
      {by === 'doctor' && (
        <>
          <td class="number">{row.conflicts || '–'}</td>
          <td
            class={`number heard ${silent >= SILENT_DAYS ? 'urgent' : silent ? 'overdue' : ''}`}
          >
            {whenWords(row.heard_at)}
          </td>
        </>
      )}
    </tr>
  );
}

const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });

/**
 * Moves the focus from row to row, and the open panel with it.
 *
 * @param {KeyboardEvent & { currentTarget: HTMLElement }} event
 */
function walk(event) {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('th button')];
  const at = buttons.indexOf(/** @type {Element} */ (document.activeElement));
  const next = /** @type {HTMLElement | undefined} */ (
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]
  );
  next?.focus();
  if (address.value.selection.length > 0) next?.click();
}
