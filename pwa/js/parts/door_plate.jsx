// The door plate: names a household wherever it appears.

/** Beyond so many characters it is no number any more, but a sentence. */
const NUMBER = 10;

/**
 * The number of a door: a room, or group-house in villages. It never wraps; a longer number widens it. Only a door in words is set
 * in several lines.
 *
 * @param {{ door: string, closed?: boolean }} props  closed: moved away or record closed, drawn as an outline
 */
export function DoorPlate({ door, closed = false }) {
  const kind = `${closed ? 'outline' : ''} ${door.length > NUMBER ? 'wordy' : ''}`;
  return <span class={`door-plate ${kind}`}>{door}</span>;
}

/**
 * The number of a route sheet on a screening day: black, so that nobody takes it for a door.
 *
 * @param {{ number: number | string }} props
 */
export function Ticket({ number }) {
  return <span class="ticket">{number}</span>;
}
