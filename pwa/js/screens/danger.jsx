// Danger to a person: the one page that interrupts. Acts first, in order; going on is always possible.
import { t } from '../i18n/language.js';
import { AlertPage } from '../parts/alert_page.jsx';
import { Button, Primary } from '../parts/button.jsx';
import { Strip } from '../parts/card.jsx';
import { Foot, SideBySide } from '../parts/foot.jsx';
import { Icon } from '../parts/icon.jsx';
import * as draft from '../stores/draft.js';
import { sharedWords } from '../stores/phone.js';
import { back } from '../stores/place.js';
import { today } from '../stores/session.js';
import { findingWords } from './finding_words.js';
import { fieldValueWords, itemLabel } from './record_words.js';
import { fillReferral, keepReading } from './danger_answers.js';
import { followUpWords } from './danger_words.js';
import { aboutWords } from './words.js';
import { useEffect } from 'preact/hooks';

/** @param {{ code: string, field: string }} props */
export function Danger({ code, field: id }) {
  useEffect(() => void navigator.vibrate?.([200, 100, 200]), []);
  const open = draft.opened.value;
  const about = draft.about.value;
  if (!open || !about) return null;
  const action = sharedWords('findings', code)?.action ?? 'none';
  const measured = lineOf(id);
  const followUp = followUpWords(action, today.value);
  return (
    <AlertPage
      title={measured.label}
      value={measured.words}
      name={about.page?.who?.name ?? ''}
      about={about.page ? aboutWords(about.page.who) : ''}
      last={measured.last}
      acts={actsOf(action, code)}
      foot={<Acts value={`${measured.label} ${measured.words}`} />}
    >
      {followUp && <Strip icon="calendar">{followUp}</Strip>}
      <SideBySide even>
        <a class="button danger" href="tel:120">
          <Icon name="call" />
          <span class="words">{t('danger.call_120')}</span>
        </a>
        {measured.isFigure && (
          <Button label={t('danger.measure_again')} onPress={() => measureAgain(id)} />
        )}
      </SideBySide>
    </AlertPage>
  );
}

/**
 * The value that raised it: the whole line of a pair, the chosen signs of a list.
 *
 * @param {string} id
 */
function lineOf(id) {
  const { form, previous } = /** @type {import('../stores/draft.js').OpenForm} */ (
    draft.opened.value
  );
  const field = form.byId.get(id);
  const line = field?.together;
  const fields = line
    ? form.fields.filter((one) => one.together === line)
    : field
      ? [field]
      : [];
  const read = (/** @type {Record<string, any>} */ body) =>
    fields
      .map((one) => fieldValueWords(one, body[one.id]))
      .filter(Boolean)
      .join('/');
  return {
    label: itemLabel(line ?? id, form.id),
    words: read(draft.body.value),
    last: (previous && read(previous.body)) || undefined,
    isFigure: fields.some(({ type }) => type === 'integer' || type === 'decimal'),
  };
}

/**
 * What to do, in order. By the finding's action; the norm's sentence comes last.
 *
 * @param {string} action
 * @param {string} code
 */
function actsOf(action, code) {
  const norm = { what: findingWords(code) };
  if (action !== 'urgent_referral') return [norm];
  return [
    { what: t('danger.sit_down'), hint: t('danger.sit_down_hint') },
    { what: t('danger.ask'), hint: t('danger.ask_hint') },
    { what: t('danger.rest'), hint: t('danger.rest_hint') },
    { what: t('danger.refer'), hint: findingWords(code) },
  ];
}

/** @param {string} id The first reading stays: both are kept */
function measureAgain(id) {
  keepReading();
  draft.focused.value = draft.opened.value?.form.byId.get(id)?.together ? firstOfLine(id) : id;
  back();
}

/** @param {string} id */
function firstOfLine(id) {
  const form = draft.opened.value?.form;
  const line = form?.byId.get(id)?.together;
  return form?.fields.find((one) => one.together === line)?.id ?? id;
}

/** @param {{ value: string }} props */
function Acts({ value }) {
  const refer = () => {
    fillReferral(value);
    draft.goOn();
    back();
  };
  const goOn = () => {
    draft.goOn();
    back();
  };
  return (
    <Foot>
      <Primary
        tone="danger"
        label={t('danger.open_referral')}
        hint={t('danger.fill_hint')}
        trail="go"
        onPress={refer}
      />
      <Button kind="quiet" tone="ink" label={t('danger.form_first')} onPress={goOn} />
    </Foot>
  );
}
