"""The phones of a supervisor's people: which were silent, revoking one, reporting one lost."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from server.access import audit
from server.access.authorise import Actor
from server.access.models import Device, Grant, Staff
from server.access.scoped import require_supervising, staff_in_scope
from server.db import reading, writing
from server.problems import NotFound
from server.sync.compute import HELD, REJECTED
from server.sync.mended import mended
from server.sync.models import StoredOperation, is_quarantined, is_unsettled

#: After this long without contact a phone may hold work that nobody knows of.
SILENT_AFTER = timedelta(days=2)
#: A revoked phone stays in the list for as long: work may still be waiting from it.
REVOKED_SHOWN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What came from phones and does not count so far: how many of each device."""

    #: Refused, and not mended so far: their author must look at them.
    rejected: Mapping[str, int]
    #: They wait for what is not known here yet.
    held: Mapping[str, int]
    #: They wait for a person at a desk.
    waiting: Mapping[str, int]


def phones(actor: Actor) -> list[dict[str, Any]]:
    """Return the phones of the actor's people, those first about which something must be done.

    First what is lost or was silent for long, then where entries need attention (`rejected`;
    `missing`: the phone has numbered them and they never arrived, its storage may have been
    cleared; `copied`: two phones use one identity), then where some wait (`held` for what is
    not known here yet, `waiting` for a person at a desk); of equal ones the longest silent
    first. `shared_with`: who else of one's people has a store on the same phone.

    Raises:
        NotAllowed: the actor neither supervises nor administers.
    """
    _require_in_charge(actor)
    now = datetime.now(UTC)
    with reading() as session:
        rows = session.execute(
            select(Device, Staff.name)
            .join(Staff, Staff.id == Device.staff_id)
            .where(
                _is_of_own_people(actor),
                or_(Device.revoked_at.is_(None), Device.revoked_at > now - REVOKED_SHOWN),
            )
        ).all()
        unsettled = _unsettled(session, [row.Device.id for row in rows])
        sharing: dict[str, dict[str, str]] = {}
        for row in rows:
            sharing.setdefault(row.Device.phone_id, {})[row.Device.staff_id] = row.name
        listed = [
            _phone(row.Device, sharing[row.Device.phone_id], unsettled, now) for row in rows
        ]
    return sorted(listed, key=_rank)


def _rank(phone: Mapping[str, Any]) -> tuple[int, datetime, str]:
    if phone["lost"] or phone["silent"]:
        place = 0
    elif phone["rejected"] or phone["missing"] or phone["copied"]:
        place = 1
    else:
        place = 2 if phone["held"] or phone["waiting"] else 3
    return place, phone["heard_at"], phone["device"]


def _require_in_charge(actor: Actor) -> None:
    if actor.role != "administrator":
        require_supervising(actor)


def _is_of_own_people(actor: Actor) -> Any:
    return Device.staff_id.in_(
        select(Grant.staff_id).where(staff_in_scope(actor, Grant.area_code))
    )


def _unsettled(session: Session, devices: Sequence[str]) -> Unsettled:
    of_these = StoredOperation.device_id.in_(devices)
    refused = dict(
        session.execute(
            select(StoredOperation.id, StoredOperation.device_id).where(
                is_unsettled(REJECTED), of_these
            )
        ).all()
    )
    left = refused.keys() - mended(session, refused)

    def count(which: ColumnElement[bool]) -> Mapping[str, int]:
        rows = session.execute(
            select(StoredOperation.device_id, func.count())
            .where(which, of_these)
            .group_by(StoredOperation.device_id)
        )
        return dict(rows.all())

    return Unsettled(
        rejected=Counter(refused[id] for id in left),
        held=count(is_unsettled(HELD)),
        waiting=count(is_quarantined()),
    )


def _phone(
    device: Device, people: Mapping[str, str], unsettled: Unsettled, now: datetime
) -> dict[str, Any]:
    heard = device.last_contact_at or device.enrolled_at
    return {
        "device": device.id,
        "staff": {"id": device.staff_id, "name": people[device.staff_id]},
        "shared_with": [name for id, name in people.items() if id != device.staff_id],
        "enrolled_at": device.enrolled_at,
        "heard_at": heard,
        "lease_until": device.lease_until,
        "silent": device.revoked_at is None and now - heard > SILENT_AFTER,
        "missing": max(0, device.highest_seq - device.seq_count),
        "copied": device.is_copied,
        "lost": device.is_lost,
        "revoked_at": device.revoked_at,
        "rejected": unsettled.rejected.get(device.id, 0),
        "held": unsettled.held.get(device.id, 0),
        "waiting": unsettled.waiting.get(device.id, 0),
        "app_version": device.app_version,
    }


def last_heard(session: Session, staff: Iterable[str]) -> Mapping[str, datetime]:
    """Return when a phone of each person was last heard of: so old is what is known of them."""
    rows = session.execute(
        select(Device.staff_id, func.max(Device.last_contact_at))
        .where(Device.staff_id.in_(list(staff)))
        .group_by(Device.staff_id)
    )
    return {id: heard for id, heard in rows if heard is not None}


def revoke(actor: Actor, device_id: str, *, lost: bool = False) -> None:
    """Revoke a phone: at its next contact it wipes what can be read, its outbox stays sealed.

    What was captured before is still taken; from a `lost` one everything waits for a person.
    A second time changes nothing.

    Raises:
        NotAllowed: the actor neither supervises nor administers.
        NotFound: no such phone, or not one of the actor's people.
    """
    _require_in_charge(actor)
    now = datetime.now(UTC)
    with writing() as session:
        device = session.scalar(
            select(Device).where(Device.id == device_id, _is_of_own_people(actor))
        )
        if device is None:
            raise NotFound
        device.revoked_at = device.revoked_at or now
        device.is_lost = device.is_lost or lost
        audit.log(
            session,
            [audit.entry(actor, "report_lost" if lost else "revoke", now, reason=device_id)],
        )
