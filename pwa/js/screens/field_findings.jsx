// What is to be looked at again at a field, in words.
import { t } from '../i18n/language.js';
import { Button } from '../parts/button.jsx';
import { SaidBelow } from '../parts/said_below.jsx';
import * as answering from '../stores/answering.js';
import * as draft from '../stores/draft.js';
import { findingWords } from './finding_words.js';

/** @typedef {import('../forms/load.js').Field} Field */

/** @param {Field} field @returns {string | undefined} */
export function errorOf(field) {
  const error = draft.errors.value.find((one) => one.field === field.id);
  const at = { scope: draft.scope.value, typed: draft.body.value[field.id] };
  return error && findingWords(error.code, field, at);
}

/** @param {Field} field @returns {string | undefined} */
export function warningOf(field) {
  // What is still empty is not yet wrong: only what stands there, or was left at saving, is said.
  if (draft.body.value[field.id] === undefined && !draft.triedToSave.value) return undefined;
  const warning = draft.findings.value?.warnings.find((one) => isShownAt(one, field));
  return warning && findingWords(warning.code, field);
}

/** A value that is no longer asked for is dropped in silence. @param {Finding} finding @param {Field} field */
const isShownAt = (finding, field) =>
  finding.field === field.id && finding.code !== 'hidden_value';

/** Keeps an unlikely value that was looked at. @param {Field} field */
export function confirmation(field) {
  if (!warningOf(field) || draft.body.value[field.id] === undefined) return null;
  return (
    <Button
      kind="quiet"
      size="small"
      tone="warn"
      icon="tick"
      label={t('visit.looked_right')}
      onPress={() => answering.confirm(field.id)}
    />
  );
}

/** What is wrong or unlikely at a field, below it. @param {{ field: Field }} props */
export function Findings({ field }) {
  const error = errorOf(field);
  const warning = warningOf(field);
  return (
    <>
      <SaidBelow error={error} warning={warning} />
      {!error && confirmation(field)}
    </>
  );
}
