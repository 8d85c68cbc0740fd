"""What a passing day changes by itself is computed anew, and what was due is logged."""

from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import time_machine
from flask import Flask
from sqlalchemy import delete, select

from server.db import reading, writing
from server.jobs.passing_days import refile_passed
from server.jobs.queue import make_queue
from server.jobs.worker import begin
from server.records.loaded import loaded
from server.records.models import PlannedVisit
from server.rules.natural_keys import natural_id, row_id
from server.services.planned_visits import log_planned_visits
from server.services.writing import Pen, keep
from server.services.zone import county_clock
from server.sync.models import Feed, Folder
from tests import cast
from tests.server.services.test_writing import households_and_zhang, system
from tests.settings import settings_for

FORM = "hypertension_follow_up"


def follow_up(pen: Pen, day: str, high: int = 132) -> dict[str, Any]:
    return pen.create(
        FORM,
        natural_id(FORM, cast.ZHANG, day, "home"),
        {
            "visit_date": day,
            "visit_mode": "home",
            "systolic_blood_pressure": high,
            "diastolic_blood_pressure": 80,
            "control_class": "controlled",
            "responsible_doctor": cast.WANG,
        },
        at=datetime.fromisoformat(f"{day}T02:00:00+00:00"),
        links={"resident": cast.ZHANG},
    )


def write_in_june(*days: str) -> None:
    """Zhang is enrolled in June, and seen on these days."""
    pen = Pen(system())
    june = "2026-06-01T02:00:00Z"
    people = [{**each, "captured_at": june} for each in households_and_zhang(pen)]
    keep(system(), [*people, *(follow_up(pen, day) for day in days)])


def row_and_number() -> tuple[dict[str, Any], int]:
    with reading() as session:
        text, until = session.execute(
            select(Folder.index_row, Folder.holds_until).where(
                Folder.subject_id == cast.ZHANG, Folder.lane == "record"
            )
        ).one()
        number = session.scalar(select(Feed.number).where(Feed.code == f"{cast.GRID}:record"))
        return {**orjson.loads(text), "until": until}, int(number or 0)


def planned() -> list[PlannedVisit]:
    with reading() as session:
        rows = list(session.scalars(select(PlannedVisit).where(PlannedVisit.rule == FORM)))
        session.expunge_all()
        return rows


def test_a_folder_is_computed_anew_when_the_day_has_passed_until_which_it_held(
    app: Flask,
) -> None:
    with app.app_context():
        with time_machine.travel("2026-06-01T04:00:00Z", tick=True):
            write_in_june("2026-06-01")
            before, number = row_and_number()
            assert refile_passed(loaded()) == 0
        with time_machine.travel(f"{before['until']}T20:00:00Z", tick=True):
            # 20:00 in UTC is the next morning in China.
            assert refile_passed(loaded()) == 1
            after, next_number = row_and_number()
            assert refile_passed(loaded()) == 0

    assert before["tasks"] != after["tasks"]
    assert after["until"] > before["until"]
    assert next_number == number + 1


def test_a_folder_that_still_holds_takes_no_number(app: Flask) -> None:
    with app.app_context(), time_machine.travel("2026-06-01T04:00:00Z", tick=True):
        write_in_june("2026-06-01")
        before = row_and_number()

        refile_passed(loaded())

        assert row_and_number() == before


def test_the_log_keeps_what_was_due_and_what_became_of_it(app: Flask) -> None:
    with app.app_context():
        with time_machine.travel("2026-06-02T04:00:00Z", tick=True):
            write_in_june()
            log_planned_visits(loaded(), county_clock())
            [open_row] = planned()
            keep(system(), [follow_up(Pen(system()), "2026-06-02")])
        with time_machine.travel("2026-06-03T04:00:00Z", tick=True):
            log_planned_visits(loaded(), county_clock())
            [done_row] = planned()
            assert log_planned_visits(loaded(), county_clock()) == 0

    assert (open_row.rule, open_row.done_on, open_row.lane) == (FORM, None, "record")
    assert (done_row.id, done_row.done_on, done_row.done_by) == (
        open_row.id,
        "2026-06-02",
        cast.WANG,
    )


def test_tries_that_named_the_task_are_counted(app: Flask) -> None:
    with app.app_context(), time_machine.travel("2026-06-03T04:00:00Z", tick=True):
        write_in_june()
        log_planned_visits(loaded(), county_clock())
        [task] = planned()
        visit = natural_id("visit", cast.HOUSEHOLD, "2026-06-03")
        item = {
            "_row": row_id(visit, "visit_items", cast.ZHANG, FORM),
            "item_resident": cast.ZHANG,
            "item_purpose": FORM,
            "item_outcome": "not_home",
            "item_tasks": task.id,
        }
        body = {"planned_date": "2026-06-03", "visit_date": "2026-06-03", "visit_items": [item]}
        pen = Pen(system())
        keep(system(), [pen.create("visit", visit, body, links={"household": cast.HOUSEHOLD})])
        log_planned_visits(loaded(), county_clock())
        [tried] = planned()

    assert (tried.tries, tried.last_outcome) == (1, "not_home")


def test_a_day_is_logged_once(app: Flask, tmp_path: Path) -> None:
    queue = make_queue(settings_for("sqlite://", tmp_path))
    with app.app_context():
        with time_machine.travel("2026-06-01T04:00:00Z", tick=True):
            write_in_june()
            # Her first follow-up may be made from tomorrow.
            assert planned() == []
        with time_machine.travel("2026-06-02T04:00:00Z", tick=True):
            begin(queue)
            assert len(planned()) == 1
            with writing() as session:
                session.execute(delete(PlannedVisit))
            begin(queue)
            assert planned() == []
        with time_machine.travel("2026-06-03T04:00:00Z", tick=True):
            begin(queue)
            assert len(planned()) == 1
