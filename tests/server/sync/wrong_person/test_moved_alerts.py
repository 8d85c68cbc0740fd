"""A danger found in a visit is followed up, whatever was moved out of it."""

import pytest

from server.rules.natural_keys import natural_id
from tests import cast
from tests.server.county import Phone, changes
from tests.server.sync.writing import (
    answers_of,
)
from tests.server.sync.wrong_person.visits import (
    DAY,
    FORM,
    TAKEN,
    ZHANGS,
    Json,
    assert_two_whole_documents,
    correction,
    entered,
    moving,
    visited,
)

ALERT = natural_id("alert_follow_up", ZHANGS, "emergency")


def raising(phone: Phone, cause: Json) -> Json:
    """What a phone writes with a follow-up in which it finds a danger."""
    found = {
        "cause": ZHANGS,
        "cause_form": FORM,
        "lane": "record",
        "code": "emergency",
        "action": "urgent_referral",
        "raised_on": DAY,
        "due_on": "2026-12-04",
    }
    made = changes(found, resident=cast.ZHANG)
    return phone.operation(
        "alert_follow_up", ALERT, changes=made, finish=True, cause=cause["id"]
    )


def withdrawing(phone: Phone, cause: Json) -> Json:
    change = {"withdrawn_on": {"from": None, "to": "2026-11-25"}}
    return phone.operation("alert_follow_up", ALERT, "patch", changes=change, cause=cause["id"])


@pytest.mark.parametrize("order", ["first", "between", "last"])
def test_a_danger_that_was_his_finding_too_is_still_followed_up(
    wang: Phone, li: Phone, order: str
) -> None:
    create, own = entered(wang), visited(li)
    made = [create, raising(wang, create)]
    move = moving(wang)
    moved = [move, withdrawing(wang, move)]
    found = [own, raising(li, own)]
    for phone, written in {
        "first": [(li, found), (wang, made), (wang, moved)],
        "between": [(wang, made), (li, found), (wang, moved)],
        "last": [(wang, made), (wang, moved), (li, found)],
    }[order]:
        assert set(answers_of(phone.push(*written))) <= set(TAKEN)

    assert_two_whole_documents(wang, li)
    assert "withdrawn_on" not in li.documents[ALERT]["body"]
    assert "alert" in li.index[f"{cast.ZHANG}|{cast.GRID}:record"]["flags"]
    move = moving(li, after=cast.SUN)
    li.push(move, withdrawing(li, move))
    li.pull()
    assert li.documents[ALERT]["body"]["withdrawn_on"] == "2026-11-25"
    assert "alert" not in li.index[f"{cast.ZHANG}|{cast.GRID}:record"]["flags"]


def test_a_danger_that_two_found_is_withdrawn_by_a_correction_of_what_both_measured(
    wang: Phone, li: Phone
) -> None:
    create, own = entered(wang), visited(li)
    wang.push(create, raising(wang, create))
    li.push(own, raising(li, own))

    corrected = correction(wang, heart_rate=(72, 75))
    wang.push(corrected, withdrawing(wang, corrected))

    li.pull()
    assert li.documents[ALERT]["body"]["withdrawn_on"] == "2026-11-25"


def test_a_danger_that_she_finds_in_his_visit_afterwards_is_followed_up(
    wang: Phone, li: Phone
) -> None:
    create, own = entered(wang), visited(li)
    wang.push(create, raising(wang, create))
    li.push(own, raising(li, own))
    move = moving(wang)
    wang.push(move, withdrawing(wang, move))
    corrected = correction(li, heart_rate=(91, 80))
    li.push(corrected, withdrawing(li, corrected))

    found = correction(wang, heart_rate=(80, 91))
    again = {"withdrawn_on": {"from": "2026-11-25", "to": None}}
    raised = wang.operation("alert_follow_up", ALERT, "patch", changes=again, cause=found["id"])
    wang.push(found, raised)

    li.pull()
    assert li.documents[ZHANGS]["body"]["heart_rate"] == 91
    assert "withdrawn_on" not in li.documents[ALERT]["body"]
