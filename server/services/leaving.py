"""Somebody leaves: their account is closed, and with it their phones, sessions and rights."""

from datetime import UTC, datetime

from sqlalchemy import delete, or_, select, update

from server.access import audit
from server.access.authorise import Actor
from server.access.models import DeskSession, Device, DeviceSession, Grant, Staff
from server.db import writing
from server.problems import NotAllowed, NotFound
from server.services.county import directory_changed

#: Rows are changed where they are; nothing of this session is asked again.
_IN_PLACE = {"synchronize_session": False}


def deactivate(actor: Actor, staff_id: str) -> list[str]:
    """Close an account; return the phones that it revoked. A second time changes nothing.

    Nobody signs in with it any more, at a desk or on a phone: sessions end at once, its phones
    wipe what can be read at their next contact, its rights end now. What has been sent stays,
    and what is held is judged as before; what phones have not sent stays sealed on them.

    Raises:
        NotAllowed: the actor does not administer.
        NotFound: there is no such account.
    """
    if actor.role != "administrator":
        raise NotAllowed
    now = datetime.now(UTC)
    own = select(Device.id).where(Device.staff_id == staff_id)
    with writing() as session:
        person = session.get(Staff, staff_id)
        if person is None:
            raise NotFound
        person.is_active = False
        revoked = session.scalars(
            update(Device)
            .where(
                Device.staff_id == staff_id,
                or_(Device.revoked_at.is_(None), Device.revoked_at > now),
            )
            .values(revoked_at=now)
            .returning(Device.id),
            execution_options=_IN_PLACE,
        ).all()
        for ended in (
            delete(DeviceSession).where(DeviceSession.device_id.in_(own)),
            delete(DeskSession).where(DeskSession.staff_id == staff_id),
            update(Grant)
            .where(
                Grant.staff_id == staff_id, or_(Grant.ends_at.is_(None), Grant.ends_at > now)
            )
            .values(ends_at=now),
        ):
            session.execute(ended, execution_options=_IN_PLACE)
        directory_changed(session)
        entries = [audit.entry(actor, "deactivate", now, reason=staff_id)]
        entries += [audit.entry(actor, "revoke", now, reason=device) for device in revoked]
        audit.log(session, entries)
    return sorted(revoked)
