"""Whether an operation's author was allowed to write it when it was captured."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from server.access.authorise import Actor, may_write
from server.forms.load import Form
from server.sync.operation import moment_of
from server.sync.place import Place

#: A corrected clock may still be off by this much.
TOLERANCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Departure:
    """A document left an area at this moment."""

    area: str
    at: datetime


def quarantine_reason(
    actor: Actor,
    operation: Mapping[str, Any],
    form: Form,
    place: Place,
    departures: Iterable[Departure],
    received_at: datetime,
) -> str | None:
    """Return why a person must look at this operation before it is applied, or None.

    Judged at the moment of capture: the right held then, the device not revoked then, within
    the lease. A document that has moved since may still be written: where it stood then counts,
    in the lane in which it stands now: nobody comes into another lane by a move. What only a
    right of the past allows must have come within the lease: no later is it told apart from
    what was dated back.
    `lost` (the phone was reported lost: always), `revoked`, `lease`, `area` (or role, or lane).
    """
    at = moment_of(operation["captured_at"])
    if actor.device_is_lost:
        return "lost"
    if actor.device_revoked_at is not None and at >= actor.device_revoked_at:
        return "revoked"
    if _is_without_lease(actor, at):
        return "lease"

    def may(area: str, moment: datetime) -> bool:
        return may_write(actor, form.kind, operation["kind"], area, place.lane, moment)

    areas = {place.area} | {left.area for left in departures if left.at >= at}
    if not any(may(area, at) for area in areas):
        return "area"
    if _is_late(actor, at, received_at) and not may(place.area, received_at):
        return "lease"
    return None


def _is_without_lease(actor: Actor, at: datetime) -> bool:
    """Say whether the lease had run out, and had not begun anew."""
    until = actor.device_lease_until
    if until is not None and at > until + TOLERANCE:
        return True
    if actor.device_lapse is None:
        return False
    lapsed, renewed = actor.device_lapse
    return lapsed + TOLERANCE < at < renewed - TOLERANCE


def _is_late(actor: Actor, at: datetime, received_at: datetime) -> bool:
    """Say whether a phone that keeps its lease would have brought this earlier."""
    lease = actor.device_lease
    return lease is not None and received_at - at > lease + TOLERANCE
