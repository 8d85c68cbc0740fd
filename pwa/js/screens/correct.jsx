// Putting a mistake right: a wrong value, the wrong person, or something that did not happen. Each with its reason.
import { useState } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Primary } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import { OptionButtons } from '../parts/option_buttons.jsx';
import { SearchField } from '../parts/search_field.jsx';
import { TextField } from '../parts/text_field.jsx';
import { belongsTo, didNotHappen } from '../stores/corrections.js';
import { giveReasonFirst } from '../stores/open_form.js';
import { services } from '../stores/folder.js';
import { back, home, replace } from '../stores/place.js';
import { search, text } from '../stores/search.js';
import { say } from '../stores/toast.js';
import { Results } from './find.jsx';
import { Pill } from './pill.jsx';
import { serviceTitle } from './record_words.js';

/** @typedef {'copied_wrong' | 'measured_again' | 'wrong_person' | 'not_happened' | 'other_reason'} Reason */

/** @type {Reason[]} */
const REASONS = [
  'copied_wrong',
  'measured_again',
  'wrong_person',
  'not_happened',
  'other_reason',
];

/** @param {{ document: string }} props */
export function Correct({ document: id }) {
  const [reason, choose] = useState(/** @type {Reason | null} */ (null));
  const [words, setWords] = useState('');
  const document = services.value.find((one) => one.id === id);
  if (!document) return null;
  const said = reason === 'other_reason' ? words : reason ? t(`timeline.${reason}`) : '';
  return (
    <Frame
      bar={
        <AppBar
          title={t('timeline.correct')}
          detail={serviceTitle(document.type)}
          onBack={back}
          pill={<Pill short />}
        />
      }
      foot={<Act reason={reason} said={said} document={document} />}
    >
      <Card>
        <OptionButtons
          label={t('timeline.why_correct')}
          options={REASONS.map((code) => ({ code, label: t(`timeline.${code}`) }))}
          chosen={reason}
          onChoose={(code) => choose(/** @type {Reason} */ (code))}
        />
      </Card>
      {reason === 'other_reason' && (
        <TextField
          id="reason"
          label={t('timeline.other_reason')}
          text={words}
          onType={setWords}
        />
      )}
      {reason === 'wrong_person' && <RightPerson document={document} said={said} />}
    </Frame>
  );
}

/** Who it belongs to: chosen like anybody, by name and door. @param {{ document: FiledDocument, said: string }} props */
function RightPerson({ document, said }) {
  return (
    <>
      <SearchField text={text.value} onType={search} hint={t('timeline.whose')} />
      <Results
        onPick={async ({ resident, name }) => {
          await belongsTo(document, resident, said);
          say(t('timeline.moved_to', { name: name ?? '' }));
          home();
        }}
      />
    </>
  );
}

/** @param {{ reason: Reason | null, said: string, document: FiledDocument }} props */
function Act({ reason, said, document }) {
  if (!reason || reason === 'wrong_person' || !said) return null;
  if (reason === 'not_happened') {
    const takeOut = async () => {
      say(t('timeline.taken_out'), await didNotHappen(document, said));
      home();
    };
    return (
      <Foot note={t('timeline.taken_out_means')}>
        <Primary label={t('timeline.take_out')} onPress={takeOut} />
      </Foot>
    );
  }
  const edit = () => {
    giveReasonFirst(document.id, said);
    replace('visit', { form: document.type, document: document.id });
  };
  return (
    <Foot>
      <Primary label={t('timeline.correct_value')} trail="go" onPress={edit} />
    </Foot>
  );
}
