"""Who may have two records: found among the residents of one's areas, decided by a person."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any

import orjson
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from server.access.authorise import Actor
from server.access.scoped import in_scope, require_supervising
from server.db import reading
from server.records.models import Household, Resident
from server.services.residents import log_listed, whose
from server.sync.models import Document

MOST_PAIRS = 200
#: Why two records may be one person's; what weighs most comes first.
REASONS = ("same_number", "same_household", "same_name_and_birth_date")


def likely(actor: Actor) -> list[dict[str, Any]]:
    """Return pairs of records that may be one person's: {residents: [a, b], reason}.

    Same name and birth date; two that have both an identity number, and different ones, are two
    people. The record that was opened first stands first. The log tells whom it named.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    require_supervising(actor)
    with reading() as session:
        alike = _alike(session, actor)
        numbers = _identity_numbers(session, (each.id for each, _ in alike))
    groups: dict[tuple[str, str | None], list[tuple[Resident, str | None]]] = defaultdict(list)
    for resident, door in alike:
        groups[resident.name, resident.birth_date].append((resident, door))
    pairs: list[dict[str, Any]] = [
        {"residents": [_shown(*a), _shown(*b)], "reason": reason}
        for group in groups.values()
        for a, b in combinations(group, 2)
        if (reason := _reason(a[0], b[0], numbers)) is not None
    ]
    pairs = sorted(pairs, key=lambda pair: REASONS.index(pair["reason"]))[:MOST_PAIRS]
    log_listed(actor, (each for pair in pairs for each in pair["residents"]), "duplicates")
    return pairs


def _alike(session: Session, actor: Actor) -> list[tuple[Resident, str | None]]:
    mine = (
        in_scope(actor, Resident.area_code),
        Resident.merged_into.is_(None),
        Resident.is_retired.is_(False),
        Resident.name != "",
        Resident.birth_date.is_not(None),
    )
    twice = (
        select(Resident.name, Resident.birth_date)
        .where(*mine)
        .group_by(Resident.name, Resident.birth_date)
        .having(func.count() > 1)
        .limit(MOST_PAIRS)
    )
    return list(
        session.execute(
            select(Resident, Household.door)
            .outerjoin(Household, Household.id == Resident.household_id)
            .where(*mine, tuple_(Resident.name, Resident.birth_date).in_(twice))
            # An id begins with the moment at which it was made.
            .order_by(Resident.name, Resident.birth_date, Resident.id)
        )
    )


def _identity_numbers(session: Session, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    rows = session.execute(select(Document.id, Document.head).where(Document.id.in_(list(ids))))
    bodies = {id: orjson.loads(head)["body"] for id, head in rows}
    return {
        id: (body.get("id_type") or "", body["id_number"])
        for id, body in bodies.items()
        if body.get("id_number")
    }


def _reason(a: Resident, b: Resident, numbers: dict[str, tuple[str, str]]) -> str | None:
    mine, theirs = numbers.get(a.id), numbers.get(b.id)
    if mine and theirs:
        return "same_number" if mine == theirs else None
    if a.household_id is not None and a.household_id == b.household_id:
        return "same_household"
    return "same_name_and_birth_date"


def _shown(resident: Resident, door: str | None) -> dict[str, Any]:
    return {**whose(resident, door)["resident"], "record_code": resident.record_code}
