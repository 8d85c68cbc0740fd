// What was recorded of a resident, newest first; a tap opens one, with how each value came to be.
import { useState } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { dotted } from '../i18n/lists.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Segments } from '../parts/chips.jsx';
import { Empty } from '../parts/empty.jsx';
import { Frame } from '../parts/frame.jsx';
import { Row } from '../parts/row.jsx';
import { dayOf, folder, partOf, readArchives, services } from '../stores/folder.js';
import { ageCountsTo } from '../stores/lifetime.js';
import { formOf, hasForm } from '../stores/phone.js';
import { back, open } from '../stores/place.js';
import { staffName } from '../stores/session.js';
import { Pill } from './pill.jsx';
import { serviceTitle, fieldValueWords } from './record_words.js';
import { Said } from './tabs.jsx';
import { ageWord, dayWords, doorWord } from './words.js';

/** @type {(keyof typeof WORDS)[]} */
const PARTS = ['basics', 'examinations', 'programmes', 'other'];
const WORDS = /** @type {const} */ ({
  basics: 'resident.basics',
  examinations: 'resident.exams',
  programmes: 'resident.visits',
  other: 'resident.other',
});

/** @param {{ part: string }} props */
export function Timeline({ part }) {
  const [shown, show] = useState(part);
  const at = folder.value;
  if (!at?.page) return null;
  const segments = PARTS.map((id) => ({
    id,
    label: t(WORDS[id]),
  }));
  return (
    <Frame
      bar={
        <AppBar
          title={at.page.who.name}
          detail={ageWord(at.page.who.birth_date, ageCountsTo(at))}
          door={doorWord(at.door)}
          onBack={back}
          pill={<Pill short record={at.record} pending={at.pending.length} />}
        />
      }
      toast={<Said />}
    >
      <Segments
        label={t('resident.parts')}
        segments={segments}
        chosen={shown}
        onChoose={show}
      />
      <Years documents={services.value.filter((one) => partOf(one) === shown)} />
      <Button kind="quiet" icon="down" label={t('timeline.earlier')} onPress={readArchives} />
    </Frame>
  );
}

/** @param {{ documents: FiledDocument[] }} props */
function Years({ documents }) {
  if (documents.length === 0) return <Empty icon="nothing_due" title={t('timeline.nothing')} />;
  const years = [...new Set(documents.map((one) => dayOf(one).slice(0, 4)))];
  return (
    <>
      {years.map((year) => (
        <section key={year}>
          <h2 class="section-title">{t('timeline.year', { year })}</h2>
          <Card rows>
            {documents
              .filter((one) => dayOf(one).startsWith(year))
              .map((one) => (
                <Service key={one.id} document={one} />
              ))}
          </Card>
        </section>
      ))}
    </>
  );
}

/** @param {{ document: FiledDocument }} props */
function Service({ document }) {
  const author = staffName(document.changed?.actor);
  const lines = linesOf(document);
  return (
    <Row
      title={<b>{serviceTitle(document.type)}</b>}
      under={dotted(
        dayWords(dayOf(document)),
        author,
        document.pending && t('timeline.on_phone'),
      )}
      trail={lines[0]}
      count={Boolean(lines[0])}
      leads
      onOpen={() => open('document', { document: document.id })}
    />
  );
}

/** The trend values of a document, the first line first. @param {FiledDocument} document */
function linesOf({ type, body }) {
  if (!hasForm(type)) return [];
  /** @type {Map<string, string[]>} */
  const lines = new Map();
  for (const field of formOf(type).fields) {
    if (field.definition.summary !== 'trend' || body[field.id] === undefined) continue;
    const line = field.together ?? field.id;
    lines.set(line, [...(lines.get(line) ?? []), fieldValueWords(field, body[field.id])]);
  }
  return [...lines.values()].map((parts) => parts.join('/'));
}
