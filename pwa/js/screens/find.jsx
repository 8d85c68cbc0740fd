// Finding somebody while typing: by name, pinyin, initials, door or last digits.
import { t } from '../i18n/language.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { DoorPlate } from '../parts/door_plate.jsx';
import { Empty } from '../parts/empty.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { FoundRow, HomonymStrip } from '../parts/homonym_strip.jsx';
import { Row } from '../parts/row.jsx';
import { SearchField } from '../parts/search_field.jsx';
import { open } from '../stores/place.js';
import { mayCall } from '../stores/round.js';
import { households, residents, search, searched, text } from '../stores/search.js';
import { state } from '../stores/sync_state.js';
import { call } from '../stores/telephones.js';
import { Pill } from './pill.jsx';
import { Said, Tabs } from './tabs.jsx';
import { ageWord, doorWord, listedAgeTo, placeWords, sexWord } from './words.js';

/** @param {{ onPick?: (found: FoundResident) => void, title?: string }} props onPick: somebody is chosen rather than opened */
export function Find({ onPick, title = t('search.title') }) {
  const homonyms = residents.value.filter(({ homonym }) => homonym);
  return (
    <Frame
      bar={<AppBar title={title} pill={<Pill short />} />}
      foot={onPick ? undefined : <NewRecord />}
      tabs={onPick ? undefined : <Tabs current="find" />}
      toast={<Said />}
    >
      <SearchField text={text.value} onType={search} />
      {homonyms.length > 1 && <HomonymStrip count={homonyms.length} />}
      <Results onPick={onPick} />
    </Frame>
  );
}

/** @param {{ onPick?: (found: FoundResident) => void }} props */
export function Results({ onPick }) {
  if (!searched.value) return <Offline />;
  if (residents.value.length + households.value.length === 0) return <Nobody />;
  return (
    <>
      {residents.value.length > 0 && (
        <Card rows>
          {residents.value.map((found) => (
            <Found
              key={found.resident}
              found={found}
              onOpen={() =>
                onPick ? onPick(found) : open('resident', { resident: found.resident })
              }
              onCall={onPick || !mayCall(found) ? undefined : () => call(found.resident)}
            />
          ))}
        </Card>
      )}
      {!onPick && households.value.length > 0 && <Households />}
    </>
  );
}

function Offline() {
  const here = state.value?.loaded.residents ?? 0;
  return <p class="page-title second">{t('search.on_phone', { count: here })}</p>;
}

function Nobody() {
  if (state.value && !state.value.loaded.complete) {
    return (
      <Empty icon="down" title={t('search.none_yet')} lines={[t('search.none_yet_how')]} />
    );
  }
  return <Empty icon="no_record" title={t('search.none')} lines={[t('search.none_how')]} />;
}

/** @param {{ found: FoundResident, onOpen: () => void, onCall?: () => void }} props */
export function Found({ found, onOpen, onCall }) {
  const closed = found.flags.includes('closed');
  const where = closed ? t('search.closed') : placeWords(found.door);
  return (
    <FoundRow
      name={found.name ?? ''}
      sex={sexWord(found.sex)}
      born={found.birth_date?.slice(0, 4) ?? ''}
      age={ageWord(found.birth_date, listedAgeTo(found))}
      where={found.local ? `${where}\u00a0· ${t('search.only_here')}` : where}
      tail={found.digits.id_number ?? undefined}
      door={doorWord(found.door)}
      closed={closed}
      homonym={found.homonym}
      matched={['name', 'reading', 'initials'].includes(found.by)}
      onOpen={onOpen}
      onCall={onCall}
    />
  );
}

function Households() {
  return (
    <Card rows>
      {households.value.map((one) => (
        <Row
          key={one.household}
          lead={<DoorPlate door={doorWord(one.door)} />}
          title={placeWords(one.door)}
          under={one.members.map(({ name }) => name).join(t('list.separator'))}
          leads
          onOpen={() => open('household', { household: one.household })}
        />
      ))}
    </Card>
  );
}

function NewRecord() {
  return (
    <Foot>
      <Button
        icon="plus"
        label={t('search.new_record')}
        onPress={() => open('establish', { name: text.value })}
      />
    </Foot>
  );
}
