// The end of a visit: what to read out to the resident, in large letters.
import { useState } from 'preact/hooks';
import { t } from '../i18n/language.js';
import { Button } from '../parts/button.jsx';
import { Card } from '../parts/card.jsx';
import { toldWords } from './form_words.js';

export function ReadOut() {
  const [isLarge, enlarge] = useState(false);
  const sentences = toldWords();
  if (sentences.length === 0) return null;
  return (
    <>
      <div class="title-line">
        <h2>{t('tell.read_out')}</h2>
        <Button
          kind="quiet"
          size="small"
          icon="eye"
          label={t('common.larger')}
          expanded={isLarge}
          onPress={() => enlarge(!isLarge)}
        />
      </div>
      <Card>
        <div class={`read-out ${isLarge ? 'large' : ''}`}>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </Card>
    </>
  );
}
