"""The first page of a supervisor: completion, danger and what waits, in one reading."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.authorise import Actor
from server.access.models import Area
from server.access.scoped import areas_in_scope
from server.db import reading
from server.services.board import completion
from server.services.conflicts import open_by_doctor
from server.services.periods import Period
from server.services.quarantine import count_waiting
from server.services.urgent import urgent


def board(actor: Actor, period: Period, today: str) -> dict[str, Any]:
    """Return the board: completion (board.completion), `urgent`, and counts of what waits.

    `place`: the name of the actor's area, of several the first; `conflicts`, `waiting`:
    differences and operations for a person to decide; of each doctor `conflicts` too.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    shown = completion(actor, period, today)
    in_danger = urgent(actor, today)
    with reading() as session:
        by_doctor = open_by_doctor(session, actor)
        waiting = count_waiting(session, actor)
        place = _place(session, actor)
    for row in shown["doctors"]:
        row["conflicts"] = by_doctor.get(row["key"], 0)
    conflicts = sum(by_doctor.values())
    return {
        **shown,
        "place": place,
        "urgent": in_danger,
        "conflicts": conflicts,
        "waiting": waiting,
    }


def _place(session: Session, actor: Actor) -> str:
    names = select(Area.name).where(areas_in_scope(actor, Area.code)).order_by(Area.code)
    return session.scalar(names.limit(1)) or ""
