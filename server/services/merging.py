"""Two records of one person become one: by an operation that can be undone."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.authorise import Actor
from server.access.scoped import in_scope, require_supervising
from server.db import reading
from server.problems import Invalid, NotFound
from server.records.loaded import loaded
from server.records.models import Resident
from server.services.desk_operations import write_one
from server.sync.working_set import ALIAS, alias_id

NOT_ONE_PERSON = "not_one_person"


def merge(actor: Actor, given_up: str, stays: str) -> dict[str, Any]:
    """Let one resident's record go into another's; both keep every document. Return the answer.

    Raises:
        NotAllowed: the actor supervises nobody.
        NotFound: one of them is not known, or lies outside the actor's areas.
        Invalid: `into` is the same record, or has itself been merged (into this one: a circle).
    """
    require_supervising(actor)
    if given_up == stays:
        raise Invalid(errors=[{"field": "into", "code": "same_record"}])

    def is_good(session: Session, _operation: str = "") -> None:
        # Asked again inside, after the write: two merges that name each other may come at once.
        if (there := _merged_into(session, stays)) is not None:
            code = "circle" if there == given_up else "merged"
            raise Invalid(errors=[{"field": "into", "code": code}])

    with reading() as session:
        _find(session, actor, given_up)
        _find(session, actor, stays)
        is_good(session)
    changes = {
        "@resident": {"from": None, "to": given_up},
        "merged_into": {"from": None, "to": stays},
    }
    form = loaded().forms[ALIAS]
    return write_one(
        actor, form, alias_id(given_up), "create", changes, is_good=is_good, finish=True
    )


def undo(actor: Actor, given_up: str) -> dict[str, Any]:
    """Take a merge back: each has its own record again, with its own documents.

    Raises:
        NotAllowed: the actor supervises nobody.
        NotFound: no such resident in the actor's areas, or one that is not merged.
    """
    require_supervising(actor)
    with reading() as session:
        resident = _find(session, actor, given_up)
        if resident.merged_into is None:
            raise NotFound
    form = loaded().forms[ALIAS]
    return write_one(actor, form, alias_id(given_up), "retire", {}, reason=NOT_ONE_PERSON)


def _find(session: Session, actor: Actor, id: str) -> Resident:
    resident = session.scalar(
        select(Resident).where(Resident.id == id, in_scope(actor, Resident.area_code))
    )
    if resident is None:
        raise NotFound
    return resident


def _merged_into(session: Session, id: str) -> str | None:
    return session.scalar(select(Resident.merged_into).where(Resident.id == id))
