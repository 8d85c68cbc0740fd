// By how much the phone's clock is off now: somebody may have set it since that was measured.

/** What the way to the centre and back may take, in milliseconds. */
const SLACK_MS = 120_000;

/**
 * Phone's clock minus the centre's. None where the time would be one before the centre was last
 * heard of, and the clock as it stands gives a later one: it has been set right since.
 *
 * @param {{ offset_ms: number | null, checked_at?: string | null }} measured
 * @param {number} [raw] Epoch milliseconds of the phone's clock
 */
export function offsetNow({ offset_ms, checked_at }, raw = Date.now()) {
  const offset = offset_ms ?? 0;
  const heardAt = Date.parse(checked_at ?? '') - SLACK_MS;
  return raw - offset < heardAt && raw >= heardAt ? 0 : offset;
}
