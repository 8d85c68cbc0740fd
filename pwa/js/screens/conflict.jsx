// Two values that differ: equally large, who, when, where. One tap decides, undo, or leave it.
import { useEffect } from 'preact/hooks';
import { clockTime } from '../i18n/dates.js';
import { t } from '../i18n/language.js';
import { AppBar } from '../parts/app_bar.jsx';
import { Button, Primary } from '../parts/button.jsx';
import { Strip } from '../parts/card.jsx';
import { Comparison } from '../parts/comparison.jsx';
import { Empty } from '../parts/empty.jsx';
import { Foot } from '../parts/foot.jsx';
import { Frame } from '../parts/frame.jsx';
import {
  addresses,
  conflicts,
  decide,
  decided,
  readAddresses,
  readConflicts,
} from '../stores/conflicts.js';
import { formOf } from '../stores/phone.js';
import { folder, openFolder, services } from '../stores/folder.js';
import { back, open, replace } from '../stores/place.js';
import { areaName, session, staffName } from '../stores/session.js';
import { say } from '../stores/toast.js';
import { Pill } from './pill.jsx';
import { serviceTitle } from './record_words.js';
import { Said } from './tabs.jsx';
import { differenceWords, heldWords } from './unit_words.js';
import { standingIn, unitNamed } from '../forms/unit_changes.js';
import { dayWords, doorWord } from './words.js';

/** What stood when the conflict opened; every other side is an offer, by its place. */
const STANDING = 'standing';

/** @param {{ conflict: string, resident?: string }} props */
export function ConflictScreen({ conflict: id, resident }) {
  useEffect(() => {
    void readConflicts();
    if (resident) void openFolder(resident);
  }, [resident]);
  const about = conflicts.value.find(({ conflict }) => conflict.id === id)?.conflict;
  useEffect(() => void (about && readAddresses(about)), [about]);
  const all = conflicts.value;
  const place = all.findIndex(({ conflict }) => conflict.id === id);
  const found = all[place];
  const document = found && documentOf(found);
  if (!found || !document) return <None />;
  const chosen = decided.value[id] ?? null;
  const next = all.find(({ conflict }) => conflict.id !== id && !decided.value[conflict.id]);
  return (
    <Frame
      bar={<Bar name={found.name ?? ''} />}
      foot={<Next chosen={chosen} next={next} />}
      toast={<Said />}
    >
      <div class="page-title">
        <h2>{t('conflict.title', { what: differenceWords(found.conflict, document) })}</h2>
        <p>{serviceTitle(document.type)}</p>
        {all.length > 1 && (
          <span class="tag warn">
            {t('conflict.place', { place: place + 1, all: all.length })}
          </span>
        )}
      </div>
      <Comparison
        sides={sidesOf(found, document)}
        chosen={chosen}
        onChoose={(side) => choose(found, document, side)}
      />
      {!chosen && (
        <Button
          icon="pencil"
          label={t('conflict.neither')}
          onPress={() =>
            open('visit', {
              form: document.type,
              document: document.id,
              resident: found.subject,
            })
          }
        />
      )}
      <Strip icon="postponed">{t('conflict.kept')}</Strip>
    </Frame>
  );
}

/** @param {{ name: string }} props */
function Bar({ name }) {
  const door = folder.value?.door;
  return (
    <AppBar
      title={name}
      door={door ? doorWord(door) : undefined}
      onBack={back}
      pill={<Pill short />}
    />
  );
}

function None() {
  return (
    <Frame bar={<AppBar title="" onBack={back} pill={<Pill short />} />}>
      <Empty icon="done" tone="done" title={t('conflict.none')} />
    </Frame>
  );
}

/** @param {OpenConflict} found @returns {string} Whose, and what of it */
function whatWords(found) {
  const document = documentOf(found);
  return [found.name, document && differenceWords(found.conflict, document)]
    .filter(Boolean)
    .join(' ');
}

/** @param {OpenConflict} found */
function documentOf({ conflict, document }) {
  if (document) return document;
  return services.value.find((one) => one.id === conflict.document) ?? null;
}

/**
 * The value of a unit in words, pairs as 142/86.
 *
 * @param {FiledDocument} document
 * @param {string} name
 * @param {Record<string, any>} held By part
 */
function valueOf(document, name, held) {
  const { unit } = unitNamed(formOf(document.type), name);
  if (unit) return heldWords(document.type, unit.parts, held);
  const link = held[name];
  if (!link) return t('common.not_filled');
  return addresses.value[link] ?? areaName(link) ?? t('conflict.elsewhere');
}

/** @param {OpenConflict} found @param {FiledDocument} document */
function sidesOf({ conflict }, document) {
  const mine = session.value?.device;
  const offers = conflict.offers.map((offer, place) => ({
    id: String(place),
    source: offer.device === mine ? t('conflict.this_phone') : t('conflict.offered'),
    ...said(document, conflict.unit, offer),
  }));
  return [
    ...offers,
    {
      id: STANDING,
      source: t('conflict.centre'),
      ...said(document, conflict.unit, {
        ...conflict.standing,
        value: standingIn(formOf(document.type), document, conflict.unit),
      }),
    },
  ];
}

/** @param {FiledDocument} document @param {string} unit @param {any} side */
const said = (document, unit, side) => ({
  value: valueOf(document, unit, side.value),
  who: staffName(side.actor) ?? '',
  where: [side.at ? `${dayWords(side.at.slice(0, 10))} ${clockTime(side.at)}` : ''],
});

/** @param {OpenConflict} found @param {FiledDocument} document @param {string} side */
async function choose(found, document, side) {
  const { unit, offers } = found.conflict;
  const value =
    side === STANDING
      ? standingIn(formOf(document.type), document, unit)
      : offers[Number(side)].value;
  const undo = await decide(found, document, value, side);
  if (undo) say(t('conflict.used', { value: valueOf(document, unit, value) }), undo);
}

/** @param {{ chosen: string | null, next: OpenConflict | undefined }} props */
function Next({ chosen, next }) {
  return (
    <Foot>
      {chosen && next ? (
        <Primary
          trail="go"
          label={t('conflict.next', { what: whatWords(next) })}
          onPress={() =>
            replace('conflict', { conflict: next.conflict.id, resident: next.subject })
          }
        />
      ) : (
        <Button label={chosen ? t('common.back') : t('conflict.leave')} onPress={back} />
      )}
    </Foot>
  );
}
