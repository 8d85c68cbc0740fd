// A resident's task in one row: door, who, how late, and the last value with its date.
import { DoorPlate } from '../../parts/door_plate.jsx';
import { Row } from '../../parts/row.jsx';
import { StateMark } from '../../parts/state_mark.jsx';
import { ValueWithDate } from '../../parts/value_with_date.jsx';
import { aboutWords, dayWords, lastWords, taskShape, taskWords } from './words.js';

/** @param {{ task: import('../../stores/desk/board.js').BoardTask, onOpen?: () => void }} props */
export function TaskRow({ task, onOpen }) {
  const { resident, last } = task;
  return (
    <Row
      lead={resident.door ? <DoorPlate door={resident.door} /> : undefined}
      title={
        <>
          <b>{resident.name}</b> <span class="second">{aboutWords(resident)}</span>
        </>
      }
      under={<StateMark state={taskShape(task)} word={taskWords(task)} />}
      trail={
        last ? <ValueWithDate value={lastWords(last)} date={dayWords(last.date)} /> : undefined
      }
      onOpen={onOpen}
    />
  );
}
