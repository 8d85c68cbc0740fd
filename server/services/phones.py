"""The phones of a supervisor's people: which were silent, revoking one, reporting one lost."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from server.access import audit
from server.access.authorise import Actor
from server.access.models import Device, Grant, Staff
from server.access.scoped import require_supervising, staff_in_scope
from server.db import reading, writing
from server.problems import NotFound
from server.sync.models import StoredOperation, is_quarantined

#: After this long without contact a phone may hold work that nobody knows of.
SILENT_AFTER = timedelta(days=2)
#: A revoked phone stays in the list for as long: work may still be waiting from it.
REVOKED_SHOWN = timedelta(days=30)


def phones(actor: Actor) -> list[dict[str, Any]]:
    """Return the phones of the actor's people, the longest silent first.

    `missing`: entries that the phone has numbered and that never arrived (its storage may have
    been cleared); `copied`: two phones use one identity; `waiting`: operations that a person
    must look at; `silent`: not heard of for two days.

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
        waiting = _waiting(session, [row.Device.id for row in rows])
        listed = [_phone(row.Device, row.name, waiting, now) for row in rows]
    return sorted(listed, key=lambda phone: (phone["heard_at"], phone["device"]))


def _require_in_charge(actor: Actor) -> None:
    if actor.role != "administrator":
        require_supervising(actor)


def _is_of_own_people(actor: Actor) -> Any:
    return Device.staff_id.in_(
        select(Grant.staff_id).where(staff_in_scope(actor, Grant.area_code))
    )


def _waiting(session: Session, devices: list[str]) -> Mapping[str, int]:
    rows = session.execute(
        select(StoredOperation.device_id, func.count())
        .where(is_quarantined(), StoredOperation.device_id.in_(devices))
        .group_by(StoredOperation.device_id)
    )
    return dict(rows.all())


def _phone(
    device: Device, name: str, waiting: Mapping[str, int], now: datetime
) -> dict[str, Any]:
    heard = device.last_contact_at or device.enrolled_at
    return {
        "device": device.id,
        "staff": {"id": device.staff_id, "name": name},
        "heard_at": heard,
        "lease_until": device.lease_until,
        "silent": device.revoked_at is None and now - heard > SILENT_AFTER,
        "missing": max(0, device.highest_seq - device.seq_count),
        "copied": device.is_copied,
        "lost": device.is_lost,
        "revoked_at": device.revoked_at,
        "waiting": waiting.get(device.id, 0),
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
