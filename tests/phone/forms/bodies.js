// Random bodies of a form for property tests: values that fit, values that do not, and strangers.
import fc from 'fast-check';

const day = fc
  .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const nonsense = fc.oneof(
  fc.constantFrom(null, '', [], {}, true, -0, 1e300, -1e-300, '2021-02-30', '0000-01-01', 'none'),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary' }),
);

/** A value that fits the type of a field, mostly. */
function fitting(field, form) {
  const codes = field.options.map(({ code }) => code);
  const byType = {
    integer: () => fc.integer({ min: -5, max: 300 }),
    decimal: () => fc.integer({ min: -50, max: 3000 }).map((tenths) => tenths / 10),
    boolean: () => fc.boolean(),
    date: () => day,
    partial_date: () => day.chain((text) => fc.constantFrom(text, text.slice(0, 7))),
    datetime: () => day.map((text) => `${text}T08:30:00Z`),
    time: () => fc.constantFrom('08:30', '23:59', '24:00'),
    choice: () => fc.constantFrom(...codes),
    choices: () => fc.subarray(codes),
    group: () => fc.array(row(form.columns.get(field.id), form), { maxLength: 3 }),
    phone: () => fc.constantFrom('13800138000', '0511-85123456', '123'),
    id_number: () => fc.constantFrom('329901195804120034', '32990119580412003'),
    location: () => fc.constant({ lat: 32.2, lon: 119.4, accuracy: 10 }),
  };
  return byType[field.type]?.() ?? fc.constantFrom('staff-1', ' e\u0301 ', '\u{20BB7}');
}

/** A value of a field, that fits or not. */
const valueOf = (field, form) =>
  fc.oneof({ weight: 8, arbitrary: fitting(field, form) }, { weight: 1, arbitrary: nonsense });

const row = (columns, form) =>
  fc
    .record(Object.fromEntries(columns.map((column) => [column.id, valueOf(column, form)])), {
      requiredKeys: [],
    })
    .chain((values) => fc.uuid().map((id) => ({ ...values, _row: id })));

/** A body of a form: some of its fields, absences and confirmations, now and then a stranger. */
export function bodyOf(form) {
  const fields = form.fields.filter(({ computed }) => !computed);
  const ids = fields.map(({ id }) => id);
  // A companion text has no absence of its own: it belongs to its field.
  const explained = fields.filter(({ of }) => !of).map(({ id }) => id);
  const reasons = fc.constantFrom('refused', 'unable', 'awaiting_result', 'no_reason', 5);
  const values = Object.fromEntries(fields.map((field) => [field.id, valueOf(field, form)]));
  return fc.record(
    {
      ...values,
      _absent: fc.dictionary(fc.constantFrom(...explained), reasons, { maxKeys: 4 }),
      _confirmed: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 4 }),
      stranger: nonsense,
    },
    { requiredKeys: [] },
  );
}
