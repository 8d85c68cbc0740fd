// Houses and their doors, for whoever stands before one: a building, then its doors floor by floor.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Card } from '../parts/card.jsx';
import { DoorPlate } from '../parts/door_plate.jsx';
import { Empty, NotYet } from '../parts/empty.jsx';
import { Frame } from '../parts/frame.jsx';
import { Row } from '../parts/row.jsx';
import { StateMark } from '../parts/state_mark.jsx';
import { buildings, doorsOf, openBuilding, readBuildings } from '../stores/doors.js';
import { back, open } from '../stores/place.js';
import { areaName } from '../stores/session.js';
import { Pill } from './pill.jsx';
import { Said, Tabs } from './tabs.jsx';
import { doorWord, placeWords, stateShape } from './words.js';

export function Doors() {
  useEffect(() => void readBuildings(), []);
  const all = buildings.value;
  return (
    <Frame
      bar={<AppBar title={t('tab.doors')} pill={<Pill />} />}
      tabs={<Tabs current="doors" />}
      toast={<Said />}
    >
      {!all ? (
        <NotYet />
      ) : all.length === 0 ? (
        <Empty icon="doors" title={t('doors.none')} />
      ) : null}
      {all && all.length > 0 && (
        <Card rows>
          {all.map((place) => (
            <Row
              key={`${place.area} ${place.natural_village} ${place.building}`}
              state={place.due ? 'due' : 'nothing_due'}
              title={<b>{placeWords(/** @type {any} */ (place))}</b>}
              under={areaName(place.area)}
              trail={
                place.due
                  ? t('doors.due', { due: place.due, count: place.households })
                  : t('common.doors', { count: place.households })
              }
              leads
              onOpen={() => open('building', { place })}
            />
          ))}
        </Card>
      )}
    </Frame>
  );
}

/** @param {{ place: { area: string, natural_village: string | null, building: string | null } }} props */
export function Building({ place }) {
  const [isRead, setRead] = useState(false);
  useEffect(() => void openBuilding(place).then(() => setRead(true)), [place]);
  return (
    <Frame
      bar={
        <AppBar
          title={placeWords(/** @type {any} */ (place))}
          onBack={back}
          pill={<Pill short />}
        />
      }
    >
      {!isRead ? <NotYet /> : <DoorList />}
    </Frame>
  );
}

function DoorList() {
  return (
    <Card rows>
      {doorsOf.value.map((stop) => (
        <Row
          key={stop.household}
          lead={<DoorPlate door={doorWord(stop.door)} />}
          title={
            stop.rows.map(({ name }) => name).join(t('list.separator')) ||
            t('household.nothing_due')
          }
          under={
            <span class="marks">
              {stop.rows.map((row) => (
                <StateMark key={row.resident} state={stateShape(row.state)} />
              ))}
            </span>
          }
          leads
          onOpen={() => open('household', { household: stop.household })}
        />
      ))}
    </Card>
  );
}
