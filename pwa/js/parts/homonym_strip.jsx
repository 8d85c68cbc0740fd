// Several residents of one name in the area: told apart by door and birth year.
import { t } from '../i18n/language.js';
import { CallButton } from './call_button.jsx';
import { Strip } from './card.jsx';
import { DoorPlate } from './door_plate.jsx';
import { Row } from './row.jsx';

/** @param {{ count: number }} props */
export function HomonymStrip({ count }) {
  return (
    <Strip tone="warn" icon="overdue">
      {t('search.homonyms', { count })}
    </Strip>
  );
}

/**
 * A person that was found: door, what matched, birth year, where, last four digits.
 *
 * @param {object} props
 * @param {string} props.name
 * @param {string} props.sex
 * @param {string} props.born
 * @param {string} [props.age]
 * @param {string} props.where  Building, village group, or where the person went
 * @param {string} [props.tail]  Last four of the identity number
 * @param {string} props.door
 * @param {boolean} [props.closed]
 * @param {boolean} [props.homonym]  Another one of this name is in the list: birth year and tail in bold
 * @param {boolean} [props.matched]  The name is what was searched for
 * @param {() => void} props.onOpen
 * @param {() => void} [props.onCall]  Only where a number is known
 */
export function FoundRow(props) {
  if (!props.onCall) return <WhoIsFound {...props} />;
  return (
    <div class="with-call">
      <WhoIsFound {...props} />
      <CallButton name={props.name} onCall={props.onCall} />
    </div>
  );
}

/** @param {Parameters<typeof FoundRow>[0]} props */
function WhoIsFound(props) {
  const { name, sex, born, age, where, tail, door, closed, homonym, matched, onOpen } = props;
  const Weight = homonym ? 'b' : 'span';
  return (
    <Row
      lead={<DoorPlate door={door} closed={closed} />}
      title={
        <span class="person">
          {matched ? <mark class="found name">{name}</mark> : <span class="name">{name}</span>}
          <span class="about">
            {sex} <Weight>{born}</Weight>
            {age && `\u00a0· ${age}`}
          </span>
        </span>
      }
      under={
        <>
          {where}
          {tail && (
            <>
              {'\u00a0· '}
              {t('search.tail')} <Weight>{tail}</Weight>
            </>
          )}
        </>
      }
      onOpen={onOpen}
    />
  );
}
