// The bar on top: back, whose door or what this is, and the sync pill. One reads here, one does not act.
import { t } from '../i18n/language.js';
import { DoorPlate, Ticket } from './door_plate.jsx';
import { Icon } from './icon.jsx';

/** Longer titles are set smaller, so that plate and pill keep their room. */
const LONG_TITLE = 5;

/** Words joined by a hyphen: a building's number, "5-2", is not split at it. */
const HYPHENATED = /([A-Za-z\d]+(?:-[A-Za-z\d]+)+)/;

/** @param {{ text: string }} props */
function Unbroken({ text }) {
  const pieces = text.split(HYPHENATED);
  return pieces.map((piece, place) =>
    place % 2 ? (
      <span key={place} class="whole">
        {piece}
      </span>
    ) : (
      piece
    ),
  );
}

/**
 * @param {object} props
 * @param {string} props.title
 * @param {string} [props.detail]  Date, age, number of doors
 * @param {string} [props.door]
 * @param {string | number} [props.ticket]  Number of the route sheet on a screening day
 * @param {() => void} [props.onBack]  Always one level up; never asks
 * @param {import('preact').ComponentChildren} [props.pill]
 */
export function AppBar({ title, detail, door, ticket, onBack, pill }) {
  return (
    <header class="app-bar">
      {onBack && (
        <button class="back" onClick={onBack} aria-label={t('common.back')}>
          <Icon name="back" />
        </button>
      )}
      {door && <DoorPlate door={door} />}
      {ticket && <Ticket number={ticket} />}
      <div class="heading">
        <h1 class={title.length > LONG_TITLE ? 'long' : ''}>
          <Unbroken text={title} />
        </h1>
        {detail && <span class="second">{detail}</span>}
      </div>
      {pill}
    </header>
  );
}
