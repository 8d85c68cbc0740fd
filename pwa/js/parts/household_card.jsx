// The people of one household under one door plate: one visit for all.
import { CallButton } from './call_button.jsx';
import { DoorPlate } from './door_plate.jsx';
import { StopRow } from './stop_row.jsx';

/** @typedef {import('./stop_row.jsx').Stop} Stop */

/**
 * @param {{ door: string, closed?: boolean, stops: Stop[], onOpen: (stop: Stop) => void, onCall?: (stop: Stop) => void }} props
 */
export function HouseholdCard({ door, closed = false, stops, onOpen, onCall }) {
  return (
    <section class="card rows household" aria-label={door}>
      <ul>
        {stops.map((stop, at) => (
          <li key={stop.id}>
            <div class="beside">
              {/* Further people stand below the first: as wide as the plate, without one. */}
              <span class={at > 0 ? 'no-plate' : ''} aria-hidden={at > 0}>
                <DoorPlate door={door} closed={closed} />
              </span>
              {onCall && stop.reached && (
                <CallButton name={stop.name} onCall={() => onCall(stop)} />
              )}
            </div>
            <StopRow stop={stop} door={door} onOpen={() => onOpen(stop)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
