// Repeated rows of a form: medicines, past diseases. Each row is a card that unfolds.
import { useState } from 'preact/hooks';
import { inWords, t } from '../i18n/language.js';
import { Button } from '../parts/button.jsx';
import { OptionButtons } from '../parts/option_buttons.jsx';
import { TextField } from '../parts/text_field.jsx';
import { openRow } from '../forms/carry_forward.js';
import { rowIdFor } from '../forms/document_key.js';
import * as answering from '../stores/answering.js';
import * as draft from '../stores/draft.js';
import { isNumber, numberFrom } from '../stores/questions.js';
import { findingWords } from './finding_words.js';
import { fieldLabel, fieldValueWords, unitOf } from './record_words.js';

/** @typedef {import('../forms/load.js').Field} Field */
/** @typedef {Record<string, any>} Row */

/** @param {{ field: Field }} props */
export function GroupRows({ field }) {
  const rows = /** @type {Row[]} */ (draft.body.value[field.id] ?? []);
  const [opened, open] = useState(/** @type {string | null} */ (null));
  const columns = draft.opened.value?.form.columns.get(field.id) ?? [];
  const write = (/** @type {Row[]} */ next) => answering.answer({ [field.id]: next });
  const add = () => {
    const { form, document } = /** @type {import('../stores/draft.js').OpenForm} */ (
      draft.opened.value
    );
    const values = openRow(form, field.id);
    const row = { _row: rowIdFor(field, document ?? '', values), ...values };
    write([...rows, row]);
    open(row._row);
  };
  return (
    <div class="question" role="group" aria-label={fieldLabel(field)}>
      <p class="asked-line">
        <span>{fieldLabel(field)}</span>
      </p>
      {rows.map((row, place) =>
        row._row === opened ? (
          <OpenRow
            key={row._row}
            group={field}
            place={place}
            columns={columns}
            row={row}
            onChange={(changed) => write(rows.map((one) => (one === row ? changed : one)))}
            onRemove={() => write(rows.filter((one) => one !== row))}
          />
        ) : (
          <Button
            key={row._row}
            tone="plain"
            icon="pencil"
            label={rowWords(columns, row) || t('visit.row', { count: place + 1 })}
            onPress={() => open(row._row)}
          />
        ),
      )}
      <Button kind="quiet" icon="plus" label={t('visit.add_row')} onPress={add} />
    </div>
  );
}

/** @param {readonly Field[]} columns @param {Row} row */
const rowWords = (columns, row) =>
  columns
    .filter(({ id }) => row[id] !== undefined && row[id] !== null)
    .map((column) => fieldValueWords(column, row[column.id]))
    .join(' ');

/**
 * @param {object} props
 * @param {Field} props.group
 * @param {number} props.place
 * @param {readonly Field[]} props.columns
 * @param {Row} props.row
 * @param {(row: Row) => void} props.onChange
 * @param {() => void} props.onRemove
 */
function OpenRow({ group, place, columns, row, onChange, onRemove }) {
  const scope = draft.scope.value?.row(group.id, row);
  return (
    <div class="card">
      {columns
        .filter((column) => scope?.shows(column))
        .map((column) => (
          <Column
            key={column.id}
            column={column}
            value={row[column.id]}
            error={errorAt(`${group.id}[${place}].${column.id}`, column, scope)}
            onChange={(value) => onChange({ ...row, [column.id]: value })}
          />
        ))}
      <Button
        kind="quiet"
        size="small"
        icon="close"
        label={t('visit.remove_row')}
        onPress={onRemove}
      />
    </div>
  );
}

/** @param {string} field @param {Field} column @param {import('../forms/expressions.js').Scope} [scope] Of its row */
function errorAt(field, column, scope) {
  const error = draft.errors.value.find((one) => one.field === field);
  return error && findingWords(error.code, column, { scope });
}

/** @param {{ column: Field, value: any, error?: string, onChange: (value: any) => void }} props */
function Column({ column, value, error, onChange }) {
  if (column.options.length > 0) {
    return (
      <OptionButtons
        label={fieldLabel(column)}
        options={column.options.map(({ code, label }) => ({
          code,
          label: inWords(/** @type {any} */ (label)),
        }))}
        chosen={value ?? null}
        onChoose={(code) => onChange(code === value ? null : code)}
      />
    );
  }
  if (['ref', 'location', 'datetime', 'boolean'].includes(column.type)) return null;
  const number = isNumber(column);
  return (
    <TextField
      id={`column-${column.id}`}
      label={[column.of ? t('visit.specify') : fieldLabel(column), unitOf(column)]
        .filter(Boolean)
        .join(' ')}
      text={value === undefined || value === null ? '' : String(value)}
      keyboard={number ? 'numeric' : 'text'}
      error={error}
      onType={(text) => onChange(number ? numberFrom(text.trim()) : text)}
    />
  );
}
