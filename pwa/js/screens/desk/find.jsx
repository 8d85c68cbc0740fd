// Residents at the desk: found by name, pinyin or code; who wrote what of them; two records of one person.
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/language.js';
import { dotted } from '../../i18n/lists.js';
import { Button } from '../../parts/button.jsx';
import { Card } from '../../parts/card.jsx';
import { DoorPlate } from '../../parts/door_plate.jsx';
import { Row } from '../../parts/row.jsx';
import { SearchField } from '../../parts/search_field.jsx';
import { Toast } from '../../parts/toast.jsx';
import { address, go } from '../../stores/desk/place.js';
import {
  found,
  join,
  joined,
  pairs,
  part,
  readPairs,
  type,
  typed,
} from '../../stores/desk/residents.js';
import { HistoryPanel } from './history_panel.jsx';
import { Layout } from './layout.jsx';
import { aboutWords } from './words.js';

/** @typedef {import('../../stores/desk/board.js').Listed} Listed */

export function Find() {
  useEffect(() => void readPairs(), []);
  const [id] = address.value.selection;
  return (
    <Layout
      title={t('desk.view.find')}
      panel={id && <HistoryPanel key={id} resident={id} />}
      panelTitle={id && titleOf(id)}
      toast={
        joined.value && (
          <Toast
            text={t('desk.find.merged')}
            onUndo={part}
            onGone={() => (joined.value = null)}
          />
        )
      }
    >
      <SearchField text={typed.value} onType={type} hint={t('desk.find.hint')} />
      {found.value?.length === 0 && (
        <p class="desk-nothing second" role="status">
          {t('desk.find.none')}
        </p>
      )}
      {found.value && found.value.length > 0 && (
        <Card rows>
          {found.value.map((one) => (
            <ResidentRow key={one.id} one={one} />
          ))}
        </Card>
      )}
      {!typed.value && <Twins />}
    </Layout>
  );
}

/** @param {string} id @returns {string} Whose history, when they were just found */
function titleOf(id) {
  const name = found.value?.find((one) => one.id === id)?.name;
  return dotted(name, t('desk.find.history'));
}

/** @param {{ one: Listed }} props */
function ResidentRow({ one }) {
  return (
    <Row
      lead={one.door ? <DoorPlate door={one.door} /> : undefined}
      title={
        <>
          <b>{one.name}</b> <span class="second">{aboutWords(one)}</span>
        </>
      }
      under={one.record_code ?? undefined}
      onOpen={() => go({ selection: [one.id] })}
      leads
    />
  );
}

const REASONS = /** @type {const} */ ([
  'same_number',
  'same_household',
  'same_name_and_birth_date',
]);

function Twins() {
  const all = pairs.value ?? [];
  if (all.length === 0) return null;
  return (
    <>
      <h2 class="section-title">{t('desk.find.twins')}</h2>
      {all.map(({ residents: [one, other], reason }) => {
        const known = REASONS.find((each) => each === reason);
        return (
          <Card key={one.id + other.id}>
            <p>
              <b>{one.name}</b>{' '}
              <span class="second">
                {dotted(aboutWords(one), known && t(`desk.find.reason.${known}`))}
              </span>
            </p>
            {[one, other].map((kept) => (
              <div key={kept.id} class="desk-twin">
                <span>
                  {kept.door && <DoorPlate door={kept.door} />}{' '}
                  <span class="second">{kept.record_code}</span>
                </span>
                <Button
                  size="small"
                  label={t('desk.find.merge')}
                  onPress={() => join(kept === one ? other.id : one.id, kept.id)}
                />
              </div>
            ))}
          </Card>
        );
      })}
    </>
  );
}
