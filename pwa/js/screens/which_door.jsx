// Where somebody lives: a door that is known, found by its number, or a new one.
import { useState } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { listed } from '../i18n/lists.js';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { DoorPlate } from '../parts/door_plate.jsx';
import { OptionButtons } from '../parts/option_buttons.jsx';
import { Row } from '../parts/row.jsx';
import { SearchField } from '../parts/search_field.jsx';
import { TextField } from '../parts/text_field.jsx';
import { area, chooseArea, chooseHome, home, place, tellPlace } from '../stores/establish.js';
import { households, search, text } from '../stores/search.js';
import { leaves } from '../stores/session.js';
import { errorAt, label } from './establish_words.js';
import { doorWord, placeWords } from './words.js';

/** What the plate and the walking order are made of, and the address that is required. */
const FIELDS = ['natural_village', 'building', 'entrance', 'door', 'household_address'];

export function WhichDoor() {
  const [isNew, makeNew] = useState(false);
  if (home.value) return <Known />;
  if (isNew || place.value.household_address) return <NewDoor />;
  return (
    <Card title={t('establish.which_door')}>
      <SearchField
        id="household_address"
        text={text.value}
        onType={search}
        hint={t('establish.door_hint')}
      />
      {households.value.map((one) => (
        <Row
          key={one.household}
          lead={<DoorPlate door={doorWord(one.door)} />}
          title={placeWords(one.door)}
          under={listed(one.members.map(({ name }) => name ?? ''))}
          onOpen={() => chooseHome(one.household)}
        />
      ))}
      <Button icon="plus" label={t('establish.new_door')} onPress={() => makeNew(true)} />
    </Card>
  );
}

function Known() {
  const folder = home.value?.folder;
  const door = /** @type {any} */ (folder?.household?.body);
  return (
    <Card rows>
      <Row
        lead={<DoorPlate door={doorWord(door)} />}
        title={placeWords(door)}
        under={listed((folder?.members ?? []).map(({ name }) => name ?? ''))}
        action={
          <Button
            kind="quiet"
            size="small"
            label={t('common.edit')}
            onPress={() => chooseHome(null)}
          />
        }
      />
    </Card>
  );
}

function NewDoor() {
  return (
    <Card title={t('establish.new_door')}>
      {leaves.value.length > 1 && (
        <OptionButtons
          label={t('establish.area')}
          options={leaves.value.map(({ code, name }) => ({ code, label: name }))}
          chosen={area.value}
          onChoose={chooseArea}
        />
      )}
      {FIELDS.map((id) => (
        <TextField
          key={id}
          id={id}
          label={label(id)}
          text={place.value[id] ?? ''}
          error={errorAt(id)}
          onType={(words) => tellPlace({ [id]: words })}
        />
      ))}
    </Card>
  );
}
