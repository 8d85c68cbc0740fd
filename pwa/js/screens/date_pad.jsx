// The pad under a date: eight digits, year first.
import { readDate } from '../rules/typed_date.js';
import { NumberPad } from '../parts/number_pad.jsx';
import * as answering from '../stores/answering.js';
import * as draft from '../stores/draft.js';

/** Null when the field in hand is no date. */
export function DatePad() {
  const id = draft.focused.value;
  const field = id && draft.opened.value?.form.byId.get(id);
  if (!field || field.type !== 'date') return null;
  const digits = draft.typed.value[id] ?? (draft.body.value[id] ?? '').replace(/-/g, '');
  const leave = () => {
    draft.focused.value = null;
  };
  return (
    <NumberPad
      onKey={(key) => {
        const next = key === 'backspace' ? digits.slice(0, -1) : (digits + key).slice(0, 8);
        answering.typeDate(id, next, readDate(next));
        if (next.length === 8 && readDate(next)) leave();
      }}
      onBack={leave}
      onNext={leave}
    />
  );
}
