// A measured value with its unit and the date it was taken: never a figure without its date.

/**
 * @param {{ value: string, unit?: string, date: string, large?: boolean }} props
 *   value as shown, pairs as 142/86; date in words
 */
export function ValueWithDate({ value, unit, date, large = false }) {
  return (
    <span class={`dated ${large ? 'large' : ''}`}>
      <span class="figure">
        {value}
        {unit && <span class="unit"> {unit}</span>}
      </span>
      <span class="date">{date}</span>
    </span>
  );
}
