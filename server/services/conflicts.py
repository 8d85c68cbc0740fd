"""Two values of one thing: which wait for a decision, and what each side says."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import orjson
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from server.access import audit
from server.access.authorise import Actor
from server.access.models import Staff
from server.access.scoped import in_scope, require_supervising
from server.db import reading
from server.problems import NotFound
from server.records.loaded import loaded
from server.records.models import Household, Resident
from server.services.names import names_of
from server.services.residents import whose
from server.services.unit_changes import standing_of
from server.sync.head import Head
from server.sync.models import Document
from server.sync.offers import NOBODY
from server.sync.sent import CONFLICT, read_head

MOST_CONFLICTS = 200


def open_conflicts(actor: Actor) -> int:
    """Return how many conflicts of the actor's areas and lanes wait for a decision."""
    with reading() as session:
        return sum(open_by_doctor(session, actor).values())


def open_by_doctor(session: Session, actor: Actor) -> Mapping[str | None, int]:
    """Return how many wait, by the responsible doctor of the resident whom each is about."""
    rows = session.execute(
        select(Resident.responsible_doctor, func.count())
        .select_from(Document)
        .outerjoin(Resident, Resident.id == Document.subject_id)
        .where(is_mine(actor), Document.is_complete.is_(False))
        .group_by(Resident.responsible_doctor)
    )
    return dict(rows.all())


def is_mine(actor: Actor) -> Any:
    """Return the condition that a document is a conflict that the actor may read."""
    return (Document.type == CONFLICT) & in_scope(actor, Document.feed_code, Document.lane)


def conflicts(actor: Actor) -> list[dict[str, Any]]:
    """Return the conflicts that wait, as `conflict` gives each; at most 200, newest first.

    The log tells whose were read.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    require_supervising(actor)
    with reading() as session:
        rows = session.execute(
            _with_whose(actor)
            .where(Document.is_complete.is_(False))
            .order_by(Document.day.desc(), Document.id)
            .limit(MOST_CONFLICTS)
        ).all()
        listed, shown = _described(session, actor, rows), _shown(rows)
    audit.log_shown(actor, shown, "conflicts")
    return listed


def conflict(actor: Actor, id: str) -> dict[str, Any]:
    """Return one conflict.

    {id, state, document, form, day, unit, resident, standing, stood, offers, decision, names}.
    standing (now), stood (when it opened) and offers: {value (part -> value), by, at}; an offer
    with `operation`, its name as a choice. The log tells who read it.

    Raises:
        NotAllowed: the actor supervises nobody.
        NotFound: no such conflict, or it lies outside the actor's areas and lanes.
    """
    require_supervising(actor)
    with reading() as session:
        rows = session.execute(_with_whose(actor).where(Document.id == id)).all()
        found, shown = _described(session, actor, rows), _shown(rows)
    if not found:
        raise NotFound
    audit.log_shown(actor, shown, "conflicts")
    return found[0]


def _shown(rows: Sequence[Any]) -> list[tuple[str, str]]:
    return [(row.Document.subject_id, row.Document.feed_code) for row in rows]


def _with_whose(actor: Actor) -> Select[*tuple[Any, ...]]:
    about = aliased(Document)
    return (
        select(Document, about, Resident, Household.door)
        .join(about, about.id == Document.about_id)
        .outerjoin(Resident, Resident.id == Document.subject_id)
        .outerjoin(Household, Household.id == Resident.household_id)
        .where(is_mine(actor))
    )


def _described(session: Session, actor: Actor, rows: Sequence[Any]) -> list[dict[str, Any]]:
    shown = [_one(*row) for row in rows]
    sides = [side for each in shown for side in (*_values_of(each), each["decision"]) if side]
    people = {side["by"] for side in sides if side["by"]}
    names = dict(
        session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(people))).all()
    )
    for side in sides:
        side["by"] = names.get(side["by"] or "")
    known = names_of(session, actor, (id for each in shown for id in _ids_in(each)))
    for each in shown:
        each["names"] = {id: known[id] for id in _ids_in(each) if id in known}
    return shown


def _values_of(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [shown["standing"], shown["stood"], *shown["offers"]]


def _ids_in(shown: Mapping[str, Any]) -> list[str]:
    values = [value for side in _values_of(shown) for value in side["value"].values()]
    return [value for value in values if isinstance(value, str)]


def _one(
    document: Document, about: Document, resident: Resident | None, door: str | None
) -> dict[str, Any]:
    body = orjson.loads(document.head)["body"]
    head = cast(Head, read_head(about)[0])
    now = standing_of(loaded().forms[about.type], head, body["unit"])
    decision = body["decision"]
    return {
        "id": document.id,
        "state": body["state"],
        "document": body["document"],
        "form": about.type,
        "day": about.day,
        "unit": body["unit"],
        "resident": whose(resident, door)["resident"] if resident else None,
        "standing": {"value": now, **_stamp(head.by.get(body["unit"]) or NOBODY)},
        "stood": _side(body["standing"]),
        "offers": [{**_side(each), "operation": each["operation"]} for each in body["offers"]],
        "decision": _stamp(decision) if decision else None,
    }


def _side(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"value": value["value"], **_stamp(value)}


def _stamp(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"by": value["actor"], "at": value["at"]}
