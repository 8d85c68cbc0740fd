"""Residents at a desk: found by name, pinyin or record code."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from server.access import audit
from server.access.authorise import Actor
from server.access.scoped import in_scope, require_supervising
from server.db import reading, writing
from server.records.models import Household, Resident
from server.sync.place import feed_code

MOST_FOUND = 50


def whose(resident: Resident, door: str | None) -> dict[str, Any]:
    """Return a resident as lists at a desk name them."""
    return {
        "resident": {
            "id": resident.id,
            "name": resident.name,
            "sex": resident.sex,
            "birth_date": resident.birth_date,
            "door": door,
            "area": resident.area_code,
        }
    }


def log_listed(actor: Actor, residents: Iterable[Mapping[str, Any]], reason: str) -> None:
    """Log whom a list named to somebody at a desk, once each.

    `residents`: {id, area, ...}, as `whose` gives them.
    """
    seen = {(each["id"], feed_code(each["area"], "record")) for each in residents}
    audit.log_shown(actor, seen, reason)


def search(actor: Actor, text: str) -> list[dict[str, Any]]:
    """Return the residents of the actor's areas whom this text may mean, at most 50, by name.

    Text: part of a name; pinyin, whole (`zhang guifang`, `zhangguifang`) or its initials
    (`zgf`); a record code or its last digits, from four on. Those merged away are not
    listed. The log tells whom it named.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    require_supervising(actor)
    meant = _meant(" ".join(text.split()))
    if meant is None:
        return []
    with reading() as session:
        rows = session.execute(
            select(Resident, Household.door)
            .outerjoin(Household, Household.id == Resident.household_id)
            .where(
                in_scope(actor, Resident.area_code),
                Resident.merged_into.is_(None),
                Resident.is_retired.is_(False),
                meant,
            )
            # Whose name begins so comes first.
            .order_by(
                case((_begins(text), 0), else_=1),
                Resident.readings,
                Resident.birth_date,
                Resident.id,
            )
            .limit(MOST_FOUND)
        )
        found = [
            {**whose(resident, door)["resident"], "record_code": resident.record_code}
            for resident, door in rows
        ]
    if found:
        log_listed(actor, found, "search")
    else:
        _log_in_vain(actor)
    return found


def _meant(text: str) -> ColumnElement[bool] | None:
    """Return the condition that a resident is meant; None: the text says nothing."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        if len(text) < 4:
            return None
        return Resident.record_code.endswith(text, autoescape=True)
    if not text.isascii():
        return Resident.name.contains(text, autoescape=True)
    letters = text.lower()
    syllables = letters.split() if " " in letters else list(letters)
    initials = "% ".join(map(_escaped, syllables)) + "%"
    return or_(
        Resident.name.icontains(text, autoescape=True),
        func.replace(Resident.readings, " ", "").contains(
            letters.replace(" ", ""), autoescape=True
        ),
        Resident.readings.like(initials, escape="\\"),
        # A name that is read in several ways has its readings apart by a stroke.
        Resident.readings.like("%/ " + initials, escape="\\"),
    )


def _begins(text: str) -> ColumnElement[bool]:
    begun = text.split()[0]
    return or_(
        Resident.name.startswith(begun, autoescape=True),
        Resident.readings.startswith(begun.lower(), autoescape=True),
    )


def _escaped(text: str) -> str:
    return "".join("\\" + each if each in "\\%_" else each for each in text)


def _log_in_vain(actor: Actor) -> None:
    # What was typed may be a name: the log tells only that somebody searched.
    with writing() as session:
        audit.log(session, [audit.entry(actor, "search", datetime.now(UTC), count=0)])
