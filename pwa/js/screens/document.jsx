// One document, value by value: what it says, who wrote it when, and the ways to put a mistake right.
import { clockTime } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { Row } from '../parts/row.jsx';
import { dayOf, folder, services } from '../stores/folder.js';
import { formOf } from '../stores/phone.js';
import { back, open } from '../stores/place.js';
import { staffName } from '../stores/session.js';
import { Pill } from './pill.jsx';
import { fieldLabel, fieldValueWords, serviceTitle, unitOf } from './record_words.js';
import { Said } from './tabs.jsx';
import { dayWords, doorWord } from './words.js';

/** @param {{ document: string }} props */
export function DocumentScreen({ document: id }) {
  const at = folder.value;
  const document = services.value.find((one) => one.id === id);
  if (!at?.page || !document) return null;
  const form = formOf(document.type);
  const set = form.fields.filter((field) => !field.of && document.body[field.id] !== undefined);
  return (
    <Frame
      bar={
        <AppBar
          title={serviceTitle(document.type)}
          detail={dayWords(dayOf(document))}
          door={doorWord(at.page.door)}
          onBack={back}
          pill={<Pill short record={at.record} pending={at.pending.length} />}
        />
      }
      foot={
        <Foot>
          <Button
            icon="pencil"
            label={t('timeline.correct')}
            onPress={() => open('correct', { document: id })}
          />
        </Foot>
      }
      toast={<Said />}
    >
      {document.changed && (
        <p class="page-title second">
          {t('document.last_changed', {
            name: staffName(document.changed.actor) ?? '',
            when: whenWords(document.changed.at),
          })}
        </p>
      )}
      <Card rows>
        {set.map((field) => (
          <OneValue key={field.id} document={document} field={field} />
        ))}
      </Card>
    </Frame>
  );
}

/** @param {{ document: FiledDocument, field: import('../forms/load.js').Field }} props */
function OneValue({ document, field }) {
  const words = fieldValueWords(field, document.body[field.id]);
  const said = field.type === 'ref' ? (staffName(document.body[field.id]) ?? '') : words;
  return (
    <Row
      title={
        <b>
          {said}
          {unitOf(field) && <span class="second"> {unitOf(field)}</span>}
        </b>
      }
      under={fieldLabel(field)}
    />
  );
}

/** @param {string} instant */
const whenWords = (instant) => `${dayWords(instant.slice(0, 10))} ${clockTime(instant)}`;
