// The last values with their dates, and how the first of them went since last year.
import { monthName } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { Card } from '../parts/card.jsx';
import { StateMark } from '../parts/state_mark.jsx';
import { Trend } from '../parts/trend.jsx';
import { ValueWithDate } from '../parts/value_with_date.jsx';
import { today } from '../stores/session.js';
import { findField, itemLabel, optionWord } from './record_words.js';
import { targetsOf } from './targets.js';
import { dayWords, valueWords } from './words.js';

/** The item that is drawn large, where there is one. */
const FIRST = ['blood_pressure'];

/** @typedef {{ date: string, value: any, form: string, document: string, trend: [string, any][] }} Value */

/** @param {{ page: any }} props */
export function Values({ page }) {
  /** @type {[string, Value][]} */
  const items = Object.entries(page.values);
  if (items.length === 0) return null;
  const large = items.find(([item]) => FIRST.includes(item)) ?? items[0];
  const others = items.filter((one) => one !== large);
  return (
    <Card>
      <Large item={large[0]} value={large[1]} page={page} />
      {others.length > 0 && (
        <div class="figures">
          {others.map(([item, { value, form }]) => (
            <span key={item}>
              {itemLabel(item, form)} <b class="whole">{valueWords(value)}</b>
            </span>
          ))}
        </div>
      )}
    </Card>
  );
}

/** @param {{ item: string, value: Value, page: any }} props */
function Large({ item, value, page }) {
  const targets = targetsOf(item, page.who, today.value);
  const values = [value.value].flat();
  const above = values.some(
    (one, line) => targets[line] !== null && one >= /** @type {number} */ (targets[line]),
  );
  const known = targets.some((target) => target !== null);
  const state = page.states.find((/** @type {any} */ one) => one.document === value.document);
  const word = state
    ? optionWord(findField(state.form, state.field), state.value)
    : t(above ? 'value.above' : 'value.within');
  const label = itemLabel(item, value.form);
  return (
    <>
      <div class="large-value">
        <ValueWithDate
          large
          value={valueWords(value.value)}
          date={`${label} · ${dayWords(value.date)}`}
        />
        {known && <StateMark state={above ? 'overdue' : 'done'} word={word} />}
      </div>
      {value.trend.length > 1 && (
        <Trend
          label={t('resident.trend', { measure: label })}
          targets={targets}
          readings={value.trend.map(([date, reading]) => ({
            label: monthName(date),
            values: [reading].flat(),
          }))}
        />
      )}
    </>
  );
}
