// A row of a card: the whole of it is the target.
import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * @param {object} props
 * @param {Children} props.title
 * @param {Children} [props.under]
 * @param {Children} [props.lead]  Plate, ticket or icon in front
 * @param {import('./icon_paths.js').StateName} [props.state]
 * @param {Children} [props.trail]  Date, count, value at the end
 * @param {boolean} [props.count]  The trail is the figure that matters
 * @param {boolean} [props.wide]  The trail takes most of the row
 * @param {boolean} [props.leads]  A chevron, only where the row leads away
 * @param {Children} [props.action]  A button of its own, only where something is to be done here
 * @param {string} [props.spoken]
 * @param {boolean} [props.expanded]  It unfolds what stands below it
 * @param {() => void} [props.onOpen]
 */
export function Row(props) {
  const {
    title,
    under,
    lead,
    state,
    trail,
    count,
    wide,
    leads,
    action,
    spoken,
    expanded,
    onOpen,
  } = props;
  const room = count ? 'count' : wide ? 'wide' : '';
  const inside = (
    <>
      {state && <Icon name={state} class={state} />}
      {lead}
      <span class="middle">
        <span class="title">{title}</span>
        {under && <span class="under">{under}</span>}
      </span>
      {trail !== undefined && <span class={`trail ${room}`}>{trail}</span>}
      {leads && <Icon name="go" class="go" />}
      {action}
    </>
  );
  if (!onOpen) return <div class="row">{inside}</div>;
  return (
    <button class="row" onClick={onOpen} aria-label={spoken} aria-expanded={expanded}>
      {inside}
    </button>
  );
}
