// The door plate: names a household wherever it appears.

/**
 * The number of a door: a room, or group-house in villages. It never wraps; a longer number widens it.
 *
 * @param {{ door: string, closed?: boolean }} props  closed: moved away or record closed, drawn as an outline
 */
export function DoorPlate({ door, closed = false }) {
  return <span class={`door-plate ${closed ? 'outline' : ''}`}>{door}</span>;
}

/**
 * The number of a route sheet on a screening day: black, so that nobody takes it for a door.
 *
 * @param {{ number: number | string }} props
 */
export function Ticket({ number }) {
  return <span class="ticket">{number}</span>;
}
