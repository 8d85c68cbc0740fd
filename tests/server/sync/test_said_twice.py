"""Two doctors note the same at one door: it stands once; each takes back only her own word."""

from typing import Any

import pytest
from flask import Flask

from server.rules.natural_keys import natural_id, row_id
from server.services import county
from tests import cast
from tests.server.county import Phone, changes, new_id
from tests.server.sync.writing import answers_of, household, resident

DAY = "2026-11-20"
CLOSURE = natural_id("record_closure", cast.ZHANG, DAY)
ABSENCE = natural_id("absence", cast.ZHANG, DAY)
VISIT = natural_id("visit", cast.HOUSEHOLD, DAY)
#: What stands of the record, by what was noted of Zhang.
NOTED = {
    "died": ("record_closure", CLOSURE),
    "moved": ("record_closure", CLOSURE),
    "away": ("absence", ABSENCE),
}


@pytest.fixture
def wang(app: Flask) -> Phone:
    phone = Phone(app, "wang", cast.WANG)
    phone.push(household(phone), resident(phone))
    return phone


@pytest.fixture
def li(app: Flask, wang: Phone) -> Phone:
    """He helps out in Wang's village."""
    with app.app_context():
        county.grant(cast.LI, cast.VILLAGE)
    return Phone(app, "li", cast.LI)


@pytest.mark.parametrize("outcome", list(NOTED))
def test_what_both_say_of_somebody_is_nobodys_decision(
    wang: Phone, li: Phone, outcome: str
) -> None:
    first = wang.push(*noting(wang, outcome))
    second = li.push(*noting(li, outcome))

    assert answers_of(first) == ["applied", "applied"]
    assert set(answers_of(second)) <= {"applied", "merged"}
    wang.pull()
    assert standing(wang, outcome)["errors"] == []
    assert [one for one in wang.documents.values() if one["type"] == "conflict"] == []


@pytest.mark.parametrize("outcome", list(NOTED))
@pytest.mark.parametrize("order", ["before", "between", "after"])
def test_taking_back_ones_own_word_leaves_what_another_said(
    wang: Phone, li: Phone, outcome: str, order: str
) -> None:
    said = noting(wang, outcome)
    taken_back = [retiring(wang, one, reason="undo") for one in said]
    if order == "before":
        wang.push(*said, *taken_back)
        li.push(*noting(li, outcome))
    elif order == "between":
        wang.push(*said)
        li.push(*noting(li, outcome))
        assert answers_of(wang.push(*taken_back)) == ["merged", "merged"]
    else:
        li.push(*noting(li, outcome))
        wang.push(*said, *taken_back)

    li.pull()
    assert standing(li, outcome)["retired"] is None
    assert standing(li, outcome)["errors"] == []
    [row] = li.documents[VISIT]["body"]["visit_items"]
    assert row["item_outcome"] == outcome
    assert li.documents[VISIT]["retired"] is None
    index = li.index[f"{cast.ZHANG}|{cast.GRID}:record"]
    assert ("away" if outcome == "away" else "closed") in index["flags"]


def test_what_one_alone_has_said_is_taken_back_whole(wang: Phone) -> None:
    said = noting(wang, "died")
    wang.push(*said)

    answers = wang.push(*[retiring(wang, one, reason="undo") for one in said])

    assert answers_of(answers) == ["applied", "applied"]
    wang.pull()
    assert wang.documents[CLOSURE]["retired"]["reason"] == "undo"
    assert "closed" not in wang.index[f"{cast.ZHANG}|{cast.GRID}:record"]["flags"]


def test_that_it_did_not_happen_is_said_of_all_of_it(wang: Phone, li: Phone) -> None:
    said = noting(wang, "died")
    wang.push(*said)
    li.push(*noting(li, "died"))

    answers = wang.push(retiring(wang, said[1], reason="She is alive."))

    assert answers_of(answers) == ["applied"]
    wang.pull()
    assert wang.documents[CLOSURE]["retired"]["reason"] == "She is alive."


def noting(phone: Phone, outcome: str) -> list[dict[str, Any]]:
    """What a phone writes at the door: the visit, and what stands of it."""
    row = {
        "_row": row_id(VISIT, "visit_items", cast.ZHANG, "other"),
        "item_resident": cast.ZHANG,
        "item_purpose": "other",
        "item_outcome": outcome,
    }
    attempt = {
        "_row": new_id(),
        "arrived_at": f"{DAY}T02:00:00Z",
        "visitor": phone.staff,
        "person_met": "family",
    }
    visit = {
        "planned_date": DAY,
        "visit_date": DAY,
        "assigned_to": phone.staff,
        "visit_items": [row],
        "attempts": [attempt],
    }
    form, document = NOTED[outcome]
    return [
        phone.operation(
            "visit",
            VISIT,
            changes=changes(visit, household=cast.HOUSEHOLD, channel="home"),
            finish=True,
        ),
        phone.operation(
            form,
            document,
            changes=changes(standing_body(phone, outcome), resident=cast.ZHANG),
            finish=True,
        ),
    ]


def standing_body(phone: Phone, outcome: str) -> dict[str, Any]:
    """What is noted of Zhang beside the visit."""
    if outcome == "away":
        return {"away_since": DAY, "absence_recorded_by": phone.staff}
    day = {"_absent.death_date": "unknown"} if outcome == "died" else {}
    return {"closed_on": DAY, "closure_reason": outcome, "closed_by": phone.staff, **day}


def retiring(phone: Phone, said: dict[str, Any], reason: str) -> dict[str, Any]:
    """What takes a document out of every list."""
    return phone.operation(said["form"], said["document"], "retire", reason=reason)


def standing(phone: Phone, outcome: str) -> dict[str, Any]:
    """What the phone holds of it."""
    return phone.documents[NOTED[outcome][1]]
