"""A supervisor without a restricted lane: no page of the desk changes by what happens in it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from server.rules.natural_keys import natural_id
from server.services import county
from tests import cast
from tests.server.access.devices import change_device
from tests.server.county import Phone, changes, new_id
from tests.server.desks import Desk, establish, plan
from tests.server.sync.writing import answers_of, follow_up, follow_up_id, patch

FORM = "smi_follow_up"
WU = "01930000-0000-7000-8000-0000000000a5"
#: Every page of a desk that lists or counts.
PAGES = (
    "/api/board?period=month&day=2026-10-15",
    f"/api/board/tasks?period=month&day=2026-10-15&doctor={cast.WANG}",
    "/api/conflicts",
    "/api/quarantine",
    "/api/residents/duplicates",
    f"/api/residents/{cast.ZHANG}/history",
)
#: What tells of mental health, by whatever name.
TELLING = ("smi", "mental", "level_", "danger")


@pytest.fixture
def specialist(app: Flask) -> Phone:
    """Li looks after mental health in Wang's village; Wu supervises all but that."""
    establish(Phone(app, "wang", cast.WANG))
    with app.app_context():
        county.grant(cast.LI, cast.VILLAGE, ("record", "mental_health"))
        county.add_staff(
            id=WU, username="wu", name="吴涛", role="supervisor", password=cast.PASSWORD
        )
        county.grant(WU, cast.TOWNSHIP)
    return Phone(app, "li", cast.LI)


def test_a_supervisor_without_the_lane_finds_no_page_changed_by_it(
    app: Flask, specialist: Phone
) -> None:
    wu, chen = Desk(app, "wu"), Desk(app, "chen")
    second, lost = (Phone(app, "li", cast.LI) for _ in range(2))
    before, all_before = seen(wu), seen(chen)

    a_day_in_the_lane(app, specialist, second)
    told = seen(wu)
    assert told == before
    assert [word for word in TELLING if word in str(told)] == []
    all_after = seen(chen)
    # Who has the lane sees a task more, a difference more, and whose history has grown.
    assert len([page for page in PAGES if all_after[page] != all_before[page]]) >= 3

    change_device(app, lost.device, is_lost=True)
    secret = {"danger_level": {"from": "level_0", "to": "level_4"}}
    document = follow_up_id(cast.ZHANG, "2026-11-20", FORM)
    [answer] = lost.push(lost.operation(FORM, document, "patch", changes=secret))
    assert answer["answer"] == "held"
    [waits] = chen.get("/api/quarantine")
    assert waits["resident"]["name"] == "张桂芳"
    [waits] = wu.get("/api/quarantine")
    assert (waits["reason"], waits["resident"], waits["changes"]) == ("lost", None, None)
    assert not waits["decidable"]
    assert cast.ZHANG not in str(waits)
    assert document not in str(waits)
    assert "level_" not in str(waits)


def test_what_is_held_or_refused_in_the_lane_gives_a_doctor_without_it_the_answers_of_nobody(
    app: Flask, specialist: Phone
) -> None:
    wang = Phone(app, "wang", cast.WANG)
    specialist.push(follow_up(specialist, cast.ZHANG, form=FORM, danger_level="level_0"))
    there, nowhere = follow_up_id(cast.ZHANG, "2026-11-20", FORM), new_id()
    guess = {"danger_level": ("level_0", "level_1")}

    of_hers, of_nobody = wang.push(
        patch(wang, there, FORM, **guess), patch(wang, nowhere, FORM, **guess)
    )

    assert without_ids(of_hers) == without_ids(of_nobody)
    wang.pull()
    assert there not in str(wang.documents)


def a_day_in_the_lane(app: Flask, specialist: Phone, second: Phone) -> None:
    """Enrolled, seen, due again; two phones differ, and an edit waits for its creation."""
    today = datetime.now(UTC).date().isoformat()
    programme = "severe_mental_illness"
    enrolment = specialist.operation(
        "programme_enrolment",
        natural_id("programme_enrolment", cast.ZHANG, programme, today),
        changes=changes({"programme": programme, "date": today}, resident=cast.ZHANG),
        finish=True,
    )
    visit = follow_up(specialist, cast.ZHANG, form=FORM, danger_level="level_0")
    rival = follow_up(second, cast.ZHANG, form=FORM, danger_level="level_3")
    early = patch(specialist, new_id(), FORM, danger_level=("level_0", "level_1"))
    assert answers_of(specialist.push(enrolment, visit, early)) == [
        "applied",
        "applied",
        "held",
    ]
    assert answers_of(second.push(rival)) == ["conflict"]
    plan(app, FORM, "2026-10-05", "2026-10-31", lane="mental_health")
    plan(app, FORM, "2026-10-06", "2026-10-31", lane="mental_health", done_on="2026-10-07")


def seen(desk: Desk) -> dict[str, Any]:
    """What every page says, but for when it was asked and when phones were heard of."""
    pages = {page: desk.get(page) for page in PAGES}
    board = pages[PAGES[0]]
    del board["as_of"]
    for row in board["doctors"]:
        del row["heard_at"]
    return pages


def without_ids(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the names of what was sent."""
    return {key: value for key, value in answer.items() if key not in ("id", "document")}
