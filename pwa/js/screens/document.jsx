// One document, value by value: what it says, who wrote it when, and the ways to put a mistake right.
import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { Row } from '../parts/row.jsx';
import { unitsOf } from '../forms/units.js';
import { dayOf, folder, services } from '../stores/folder.js';
import { readHistory } from '../stores/history.js';
import { formOf } from '../stores/phone.js';
import { back, open } from '../stores/place.js';
import { staffName } from '../stores/session.js';
import { Pill } from './pill.jsx';
import { fieldLabel, fieldValueWords, serviceTitle, unitOf } from './record_words.js';
import { Said } from './tabs.jsx';
import { ValueHistory, whenWords } from './value_history.jsx';
import { dayWords, doorWord } from './words.js';

/** @param {{ document: string }} props */
export function DocumentScreen({ document: id }) {
  const at = folder.value;
  const [opened, show] = useState('');
  useEffect(() => void (at && readHistory(at.subject)), [at?.subject]);
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
          door={doorWord(at.door)}
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
          <Fragment key={field.id}>
            <OneValue
              document={document}
              field={field}
              onOpen={() => show(opened === field.id ? '' : field.id)}
            />
            {opened === field.id && <Origin document={document} field={field} />}
          </Fragment>
        ))}
      </Card>
    </Frame>
  );
}

/** @param {{ document: FiledDocument, field: import('../forms/load.js').Field }} props */
function Origin({ document, field }) {
  const unit = unitsOf(formOf(document.type)).find(({ values }) => values.includes(field.id));
  return unit ? <ValueHistory document={document} unit={unit} /> : null;
}

/** @param {{ document: FiledDocument, field: import('../forms/load.js').Field, onOpen: () => void }} props */
function OneValue({ document, field, onOpen }) {
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
      leads={!field.computed}
      onOpen={field.computed ? undefined : onOpen}
    />
  );
}
