// The people of one household under one door plate: one visit for all.
import { DoorPlate } from './door_plate.jsx';
import { StopRow } from './stop_row.jsx';

/** @typedef {import('./stop_row.jsx').Stop} Stop */

/**
 * @param {{ door: string, closed?: boolean, stops: Stop[], onOpen: (stop: Stop) => void }} props
 */
export function HouseholdCard({ door, closed = false, stops, onOpen }) {
  return (
    <section class="card rows household" aria-label={door}>
      <DoorPlate door={door} closed={closed} />
      <ul>
        {stops.map((stop) => (
          <li key={stop.id}>
            <StopRow stop={stop} door={door} onOpen={() => onOpen(stop)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
