// What the tests of records share: records by all forms, and facts that nobody may change.
import { createRecords } from '../../../pwa/js/forms/records.js';
import { loadForms } from '../../../pwa/js/forms/load.js';
import { compiledForms } from '../vectors.js';

export const compiled = compiledForms();
export const forms = loadForms(compiled);
export const records = createRecords(forms, compiled.schedule);

/** The value, frozen through and through: a pure function leaves its facts as they are. */
export function frozen(value) {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** As JSON keeps it: what is stored, sent and compared. */
export const asJson = (value) => JSON.parse(JSON.stringify(value));
