"""Queries of lists: no list can be asked for without saying who asks."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_

from server.access.authorise import READERS, Actor


def in_scope(actor: Actor, area: Any, lane: Any = None) -> ColumnElement[bool]:
    """Return the condition that rows of these columns may be read by the actor now.

    `area`: the column with the area's code. `lane`: the column with the lane; None: rows of the
    lane `record`. The same rule as `authorise.may_read`; a test holds the two together.
    """
    if actor.role not in READERS:
        return false()
    conditions = []
    for grant in actor.scope(datetime.now(UTC)):
        is_below = area.startswith(grant.area_code, autoescape=True)
        if lane is not None:
            conditions.append(and_(is_below, lane.in_(sorted(grant.lanes))))
        elif "record" in grant.lanes:
            conditions.append(is_below)
    return or_(*conditions) if conditions else false()


def staff_in_scope(actor: Actor, granted_area: Any) -> ColumnElement[bool]:
    """Return the condition that a grant's area lies within the actor's: their people.

    An administrator sees every account, and no record.
    """
    if actor.role == "administrator":
        return granted_area != ""
    areas = [grant.area_code for grant in actor.scope(datetime.now(UTC))]
    return or_(*(granted_area.startswith(code, autoescape=True) for code in areas)) if areas else false()
