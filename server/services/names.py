"""What the ids are called that operations write: people, residents, households, areas."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from server.access.authorise import Actor
from server.access.models import Area, Institution, Staff
from server.access.scoped import areas_in_scope, in_scope
from server.records.models import Household, Resident

#: Longer texts are no ids.
_LONGEST_ID = 36


def names_of(session: Session, actor: Actor, values: Iterable[Any]) -> dict[str, str]:
    """Return id -> name for every value that is one and that this actor may read.

    Of a household: where its door is.
    """
    ids = {value for value in values if isinstance(value, str) and len(value) <= _LONGEST_ID}
    if not ids:
        return {}
    sources: list[tuple[Any, list[Any], ColumnElement[bool] | None]] = [
        (Area.code, [Area.name], areas_in_scope(actor, Area.code)),
        (Institution.id, [Institution.name], None),
        (Staff.id, [Staff.name], None),
        (Resident.id, [Resident.name], in_scope(actor, Resident.area_code)),
        (
            Household.id,
            [Household.natural_village, Household.door],
            in_scope(actor, Household.area_code),
        ),
    ]
    found: dict[str, str] = {}
    for key, words, condition in sources:
        query = select(key, *words).where(key.in_(ids))
        rows = session.execute(query if condition is None else query.where(condition))
        for id, *said in rows:
            if name := " ".join(filter(None, said)):
                found[id] = name
    return found
