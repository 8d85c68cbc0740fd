"""Names for lists to choose from: areas, and the people who work there."""

from typing import Any

from sqlalchemy import select

from server.access.authorise import Actor
from server.access.models import Area, Grant, Staff
from server.access.scoped import areas_in_scope, require_supervising, staff_in_scope
from server.db import reading


def areas(actor: Actor) -> list[dict[str, Any]]:
    """Return the actor's areas and what lies below: {code, name, kind, parent}, from the top.

    Names alone: whose records lie there is asked elsewhere.
    """
    with reading() as session:
        rows = session.execute(
            select(Area.code, Area.name, Area.kind, Area.parent_code)
            .where(areas_in_scope(actor, Area.code))
            .order_by(Area.code)
        )
        return [
            {
                "code": row.code,
                "name": row.name,
                "kind": row.kind,
                "parent": row.parent_code,
            }
            for row in rows
        ]


def staff(actor: Actor) -> list[dict[str, Any]]:
    """Return who works in the actor's areas, by name: {id, name, role, areas}.

    Raises:
        NotAllowed: the actor neither supervises nor administers.
    """
    if actor.role != "administrator":
        require_supervising(actor)
    with reading() as session:
        rows = session.execute(
            select(Staff.id, Staff.name, Staff.role, Grant.area_code)
            .join(Grant, Grant.staff_id == Staff.id)
            .where(Staff.is_active, staff_in_scope(actor, Grant.area_code))
            .order_by(Staff.name, Staff.id, Grant.area_code)
        )
        people: dict[str, dict[str, Any]] = {}
        for row in rows:
            person = people.setdefault(
                row.id, {"id": row.id, "name": row.name, "role": row.role, "areas": []}
            )
            if row.area_code not in person["areas"]:
                person["areas"].append(row.area_code)
    return list(people.values())
