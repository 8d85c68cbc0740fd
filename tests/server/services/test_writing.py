"""What services write goes the one way in, with all that follows from it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from server.access.authorise import Actor
from server.commands.console import acting
from server.rules.natural_keys import natural_id
from server.services.writing import Pen, desk_of, keep
from tests import cast
from tests.server.services.rosters import documents, operations

AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)


def system() -> Actor:
    """Zhou Ping, as an import acts in his name."""
    return acting("zhou", "system")


def households_and_zhang(pen: Pen) -> list[dict[str, Any]]:
    """Zhang Guifang and her household."""
    home = pen.create(
        "household",
        cast.HOUSEHOLD,
        cast.HOUSEHOLD_BODY,
        at=AT,
        links={"area": cast.GRID},
    )
    zhang = pen.create(
        "resident_basic",
        cast.ZHANG,
        cast.ZHANG_BODY,
        at=AT,
        links={"household": cast.HOUSEHOLD},
    )
    return [home, zhang]


def test_an_enrolment_is_written_with_its_cause_on_the_local_day(app: Flask) -> None:
    with app.app_context():
        answers = keep(system(), households_and_zhang(Pen(system())))

    assert [each["answer"] for each in answers] == ["applied", "applied"]
    [enrolment] = documents(app, "programme_enrolment")
    # 17:30 in UTC is the next morning in China.
    assert enrolment["body"] == {"programme": "hypertension", "date": "2026-11-21"}
    key = ("programme_enrolment", cast.ZHANG, "hypertension", "2026-11-21")
    assert enrolment["id"] == natural_id(*key)


def test_a_danger_sign_asks_for_a_follow_up_and_the_next_service_answers_it(app: Flask) -> None:
    pen_at = [AT, datetime(2026, 11, 22, 3, tzinfo=UTC)]
    with app.app_context():
        pen = Pen(system())
        follow_ups = [
            pen.create(
                "hypertension_follow_up",
                natural_id("hypertension_follow_up", cast.ZHANG, f"2026-11-2{n + 1}", "home"),
                {
                    "visit_date": f"2026-11-2{n + 1}",
                    "visit_mode": "home",
                    "systolic_blood_pressure": high,
                    "diastolic_blood_pressure": 90,
                },
                at=at,
                links={"resident": cast.ZHANG},
            )
            for n, (at, high) in enumerate(zip(pen_at, (192, 138), strict=True))
        ]
        keep(system(), [*households_and_zhang(pen), *follow_ups])

    [alert] = documents(app, "alert_follow_up")
    assert alert["body"]["answered_by"] == follow_ups[1]["document"]


def test_a_programme_that_is_left_ends_its_span_in_another_batch(app: Flask) -> None:
    with app.app_context():
        pen = Pen(system())
        keep(system(), households_and_zhang(pen))
        change = {"managed_programmes": (["hypertension"], None)}
        keep(system(), [pen.patch("resident_basic", cast.ZHANG, change, at=AT)])

    assert documents(app, "programme_enrolment")[0]["body"]["ended_on"] == "2026-11-21"


def test_a_newborn_is_registered_with_its_birth(app: Flask) -> None:
    with app.app_context():
        pen = Pen(system())
        home, zhang = households_and_zhang(pen)
        child = {**zhang["changes"]}
        child["birth_date"] = {"from": None, "to": "2026-11-01"}
        child["managed_programmes"] = {"from": None, "to": None}
        keep(system(), [home, {**zhang, "changes": child}])

    assert [each["body"]["date"] for each in documents(app, "birth_event")] == ["2026-11-01"]


def test_a_desk_is_one_device_and_its_numbers_go_up(app: Flask) -> None:
    with app.app_context():
        pen = Pen(system())
        home, zhang = households_and_zhang(pen)
        keep(system(), [home])
        keep(system(), [zhang])

    written = operations(app)
    assert {each["device"] for each in written} == {natural_id("desk", cast.ZHOU)}
    assert sorted(each["device_seq"] for each in written) == [1, 2, 3]


def test_what_is_not_taken_has_no_consequences(app: Flask) -> None:
    with app.app_context():
        [answer] = keep(system(), households_and_zhang(Pen(system()))[1:])

    assert answer["answer"] == "held"
    assert documents(app, "programme_enrolment") == []


@pytest.mark.parametrize("role", ["administrator", "resident"])
def test_a_role_that_may_not_write_writes_nothing(app: Flask, role: str) -> None:
    with app.app_context():
        actor = desk_of(acting("zhou", role))
        answers = keep(actor, households_and_zhang(Pen(actor)))

    assert {each["answer"] for each in answers} == {"held"}
    assert documents(app, "resident_basic") == []
