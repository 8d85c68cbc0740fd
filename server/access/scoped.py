"""Queries of lists: no list can be asked for without saying who asks."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true

from server.access.authorise import READERS, Actor
from server.problems import NotAllowed

#: Roles that look after the work of others, at a desk.
SUPERVISING = frozenset({"supervisor", "records_manager"})


def require_supervising(actor: Actor) -> None:
    """Refuse who looks after nobody's work.

    Raises:
        NotAllowed: the role is no supervising one.
    """
    if actor.role not in SUPERVISING:
        raise NotAllowed


def in_scope(actor: Actor, area: Any, lane: Any = None) -> ColumnElement[bool]:
    """Return the condition that rows of these columns may be read by the actor now.

    `area`: the column with the area's code, or that of its feed, which begins with it. `lane`:
    the column with the lane; None: rows of the lane `record`. The same rule as
    `authorise.may_read`; a test holds the two together.
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

    An administrator sees every account, and no record. Past grants count: a phone of somebody
    who has left may still hold work.
    """
    return _areas_in_scope(actor, granted_area)


def areas_in_scope(actor: Actor, code: Any) -> ColumnElement[bool]:
    """Return the condition that an area is one of the actor's, or lies below: names, no record.

    An administrator sees the whole tree.
    """
    return _areas_in_scope(actor, code)


def _areas_in_scope(actor: Actor, code: Any) -> ColumnElement[bool]:
    if actor.role == "administrator":
        return true()
    own = [grant.area_code for grant in actor.scope(datetime.now(UTC))]
    return or_(*(code.startswith(above, autoescape=True) for above in own)) if own else false()
