"""Who an operation or request comes from: staff with grants, and the device."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.authorise import Actor, GrantedArea
from server.access.models import Device, Grant, Staff


def grants_of(session: Session, staff_ids: Iterable[str]) -> dict[str, tuple[GrantedArea, ...]]:
    """Return the rights of these people, past and future ones too."""
    found: dict[str, list[GrantedArea]] = {}
    rows = session.execute(
        select(
            Grant.staff_id, Grant.area_code, Grant.lanes, Grant.starts_at, Grant.ends_at
        ).where(Grant.staff_id.in_(list(staff_ids)))
    )
    for row in rows:
        found.setdefault(row.staff_id, []).append(
            GrantedArea(row.area_code, frozenset(row.lanes.split()), row.starts_at, row.ends_at)
        )
    return {id: tuple(grants) for id, grants in found.items()}


def actors_of(session: Session, pairs: set[tuple[str, str]]) -> dict[tuple[str, str], Actor]:
    """Return the actor of each (staff, device); what is no phone's device has no lease."""
    staff = {
        row.id: row
        for row in session.execute(
            select(Staff.id, Staff.name, Staff.role).where(
                Staff.id.in_({id for id, _ in pairs})
            )
        )
    }
    devices = {
        row.id: row
        for row in session.scalars(
            select(Device).where(Device.id.in_({device for _, device in pairs}))
        )
    }
    grants = grants_of(session, staff)
    return {
        (person, device): Actor(
            staff_id=person,
            name=staff[person].name,
            role=staff[person].role,
            grants=grants.get(person, ()),
            device_id=device,
            device_lease_until=devices[device].lease_until if device in devices else None,
            device_revoked_at=devices[device].revoked_at if device in devices else None,
            device_is_lost=devices[device].is_lost if device in devices else False,
        )
        for person, device in pairs
        if person in staff
    }
