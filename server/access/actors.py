"""Who an operation or request comes from: staff with grants, and the device."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.authorise import Actor, GrantedArea
from server.access.models import County, Device, Grant, Staff


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
        row.Device.id: row
        for row in session.execute(
            select(Device, County.lease_days)
            .join(County, County.code != "")
            .where(Device.id.in_({device for _, device in pairs}))
        )
    }
    grants = grants_of(session, staff)
    found = {}
    for person, device in pairs:
        if person not in staff:
            continue
        who = staff[person]
        actor = Actor(person, who.name, who.role, grants.get(person, ()), device)
        if device in devices:
            actor = on_device(actor, devices[device].Device, devices[device].lease_days)
        found[person, device] = actor
    return found


def on_device(actor: Actor, device: Device, lease_days: int) -> Actor:
    """Return a person as they act on one of their phones, in a county with this lease."""
    lapsed, renewed = device.lapsed_at, device.renewed_at
    return replace(
        actor,
        device_id=device.id,
        device_lease_until=device.lease_until,
        device_lapse=(lapsed, renewed) if lapsed and renewed else None,
        device_lease=timedelta(days=lease_days),
        device_revoked_at=device.revoked_at,
        device_is_lost=device.is_lost,
    )
