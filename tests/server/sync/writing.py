"""What doctors write in tests of the protocol: households, residents, visits, corrections."""

from typing import Any

from server.rules.natural_keys import natural_id
from tests import cast
from tests.server.county import Phone, changes, new_id

Json = dict[str, Any]


def household(phone: Phone, id: str = cast.HOUSEHOLD, area: str = cast.GRID) -> Json:
    return phone.operation(
        "household", id, changes=changes(cast.HOUSEHOLD_BODY, area=area), finish=True
    )


def resident(
    writer: Phone, id: str = cast.ZHANG, home: str = cast.HOUSEHOLD, /, **body: Any
) -> Json:
    return writer.operation(
        "resident_basic",
        id,
        changes=changes({**cast.ZHANG_BODY, **body}, household=home),
        finish=True,
    )


def patch(writer: Phone, document: str, form: str = "resident_basic", /, **parts: Any) -> Json:
    """A correction: part=(seen, becomes); links as `_link`."""
    named = {("@" + part[1:] if part[0] == "_" else part): pair for part, pair in parts.items()}
    return writer.operation(
        form,
        document,
        "patch",
        changes={part: {"from": saw, "to": to} for part, (saw, to) in named.items()},
    )


def follow_up_id(resident_id: str, day: str, form: str = "hypertension_follow_up") -> str:
    return natural_id(form, resident_id, day, "home")


def follow_up(
    phone: Phone,
    resident_id: str = cast.ZHANG,
    day: str = "2026-11-20",
    form: str = "hypertension_follow_up",
    **body: Any,
) -> Json:
    """A finished follow-up at the resident's home."""
    return phone.operation(
        form,
        follow_up_id(resident_id, day, form),
        changes=changes(
            {"visit_date": day, "visit_mode": "home", **body}, resident=resident_id
        ),
        finish=True,
    )


def establish(phone: Phone, residents: int = 2, area: str = cast.GRID) -> list[str]:
    """Write a household of its own with residents; return the ids, the household first."""
    home = new_id()
    people = [new_id() for _ in range(residents)]
    answers = phone.push(
        household(phone, home, area), *(resident(phone, id, home) for id in people)
    )
    assert {answer["answer"] for answer in answers} <= {"applied"}, answers
    return [home, *people]


def answers_of(answers: list[Json]) -> list[str]:
    return [answer["answer"] for answer in answers]


def codes_of(answer: Json) -> list[tuple[str, str]]:
    return [(error["field"], error["code"]) for error in answer["errors"]]
