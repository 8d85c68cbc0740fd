"""What a phone pushes stands on the board at once: done, refused, taken back, away, moved."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from server.rules.natural_keys import natural_id, row_id
from server.services.zone import county_clock
from tests import cast
from tests.server.county import Phone, changes
from tests.server.desks import Desk
from tests.server.sync.writing import follow_up, follow_up_id, household, patch, resident

FORM = "hypertension_follow_up"
COUNTS = ("planned", "done", "missed", "refused", "not_home", "waiting")


def days_after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


@pytest.fixture
def today(app: Flask) -> str:
    with app.app_context():
        return county_clock().today


@pytest.fixture
def wang(app: Flask, today: str) -> Phone:
    """The first doctor's phone; Zhang came under management three days ago."""
    enrolled_on = days_after(today, -3)
    phone = Phone(app, "wang", cast.WANG)
    phone.push(
        household(phone),
        resident(phone, responsible_doctor=cast.WANG),
        phone.operation(
            "programme_enrolment",
            natural_id("programme_enrolment", cast.ZHANG, "hypertension", enrolled_on),
            changes=changes(
                {"programme": "hypertension", "date": enrolled_on}, resident=cast.ZHANG
            ),
            finish=True,
        ),
    )
    return phone


class Board:
    """The board of the day on which Zhang's follow-up is due, as a supervisor reads it."""

    def __init__(self, app: Flask, today: str) -> None:
        self._desk = Desk(app, "chen")
        # Who is new under management is seen within 14 days.
        self._asked = f"period=day&day={days_after(today, 11)}"

    def counts(self) -> dict[str, int]:
        """Return every count that is not zero; behind each stand as many names."""
        board = self._desk.get(f"/api/board?{self._asked}")
        for name in COUNTS[1:]:
            assert len(self.tasks(f"&state={name}")) == board["total"][name], name
        assert len(self.tasks()) == board["total"]["planned"]
        [wangs] = [each for each in board["doctors"] if each["key"] == cast.WANG]
        assert {name: wangs[name] for name in COUNTS} == board["total"]
        return {name: count for name, count in board["total"].items() if count}

    def tasks(self, which: str = "") -> list[dict[str, Any]]:
        tasks: list[dict[str, Any]] = self._desk.get(f"/api/board/tasks?{self._asked}{which}")
        return tasks

    def grids(self) -> list[str]:
        return [each["name"] for each in self._desk.get(f"/api/board?{self._asked}")["grids"]]


@pytest.fixture
def board(app: Flask, wang: Phone, today: str) -> Board:
    return Board(app, today)


def refused(phone: Phone, task: str, today: str) -> dict[str, Any]:
    visit = natural_id("visit", cast.HOUSEHOLD, today)
    item = {
        "_row": row_id(visit, "visit_items", cast.ZHANG, FORM),
        "item_resident": cast.ZHANG,
        "item_purpose": FORM,
        "item_outcome": "refused",
        "item_tasks": task,
    }
    body = {"planned_date": today, "visit_date": today, "visit_items": [item]}
    return phone.operation("visit", visit, changes=changes(body, household=cast.HOUSEHOLD))


def retire(phone: Phone, form: str, document: str, **keys: Any) -> dict[str, Any]:
    return phone.operation(form, document, "retire", reason="entered by mistake", **keys)


def test_a_visit_stands_on_the_board_as_soon_as_it_is_pushed(
    wang: Phone, board: Board, today: str
) -> None:
    assert board.counts() == {"planned": 1, "waiting": 1}
    [task] = board.tasks()

    wang.push(refused(wang, task["id"], today))
    assert board.counts() == {"planned": 1, "refused": 1}

    wang.push(follow_up(wang, day=today, responsible_doctor=cast.WANG))
    assert board.counts() == {"planned": 1, "done": 1}
    assert [each["done_on"] for each in board.tasks()] == [today]

    done = follow_up_id(cast.ZHANG, today)
    wang.push(retire(wang, FORM, done))
    assert board.counts() == {"planned": 1, "refused": 1}
    wang.push(retire(wang, FORM, done, undo=True))
    assert board.counts() == {"planned": 1, "done": 1}


def test_a_visit_of_the_wrong_day_counts_where_it_goes(
    wang: Phone, board: Board, today: str
) -> None:
    too_early = days_after(today, -4)
    wang.push(follow_up(wang, day=today))
    wang.push(
        wang.operation(
            FORM,
            follow_up_id(cast.ZHANG, today),
            "move",
            changes={"visit_date": {"from": today, "to": too_early}},
        )
    )

    # By then she was not under management yet: that visit settles nothing.
    assert board.counts() == {"planned": 1, "waiting": 1}


def test_who_is_away_is_not_waited_for(wang: Phone, board: Board, today: str) -> None:
    absence = natural_id("absence", cast.ZHANG, today)
    away = changes({"away_since": today, "away_reason": "work"}, resident=cast.ZHANG)
    wang.push(wang.operation("absence", absence, changes=away, finish=True))
    assert board.counts() == {}

    wang.push(patch(wang, absence, "absence", back_on=(None, today)))
    assert board.counts() == {"planned": 1, "waiting": 1}


def test_a_household_that_moves_takes_its_tasks_along(wang: Phone, board: Board) -> None:
    assert board.grids() == ["上湾村第1网格"]

    wang.push(patch(wang, cast.HOUSEHOLD, "household", _area=(cast.GRID, cast.SECOND_GRID)))

    assert board.grids() == ["上湾村第2网格"]
    assert board.counts() == {"planned": 1, "waiting": 1}


def test_nothing_is_planned_for_a_record_that_never_should_have_been(
    wang: Phone, board: Board
) -> None:
    wang.push(retire(wang, "resident_basic", cast.ZHANG))
    assert board.counts() == {}

    wang.push(retire(wang, "resident_basic", cast.ZHANG, undo=True))
    assert board.counts() == {"planned": 1, "waiting": 1}


def test_of_two_records_of_one_person_one_is_planned_for(
    app: Flask, wang: Phone, board: Board
) -> None:
    wang.push(resident(wang, cast.SUN, name="张桂芳", responsible_doctor=cast.WANG))
    desk = Desk(app, "chen")

    merged = desk.send("POST", f"/api/residents/{cast.ZHANG}/merge", {"into": cast.SUN})

    assert merged.status_code == 200, merged.json
    assert [each["resident"]["id"] for each in board.tasks()] == [cast.SUN]
    assert board.counts() == {"planned": 1, "waiting": 1}
    assert desk.send("DELETE", f"/api/residents/{cast.ZHANG}/merge").status_code == 200
    assert {each["resident"]["id"] for each in board.tasks()} == {cast.ZHANG}
