// Progress as bars that read without colour: filled, hatched, hollow.

/**
 * @typedef {{ kind: 'done' | 'late' | 'due' | 'sending' | 'on_phone' | 'attention' | 'other', amount: number }} Bar
 */

/**
 * How a whole is divided; each bar as wide as its amount.
 *
 * @param {{ bars: Bar[], label: string }} props  label says the amounts in words
 */
export function Progress({ bars, label }) {
  return (
    <div class="bars" role="img" aria-label={label}>
      {bars
        .filter(({ amount }) => amount > 0)
        .map(({ kind, amount }) => (
          <i key={kind} class={kind} style={{ flexGrow: amount }} />
        ))}
    </div>
  );
}

/**
 * How far something has come. Shown only when the whole is known.
 *
 * @param {{ value: number, max: number, label: string }} props
 */
export function Meter({ value, max, label }) {
  const width = `${max > 0 ? Math.min(100, (value / max) * 100) : 0}%`;
  return (
    <div
      class="meter"
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
    >
      <i style={{ width }} />
    </div>
  );
}
