"""The sample county is valid by its forms, rich, the same each time, and nobody real."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask_migrate import upgrade

from server import create_app
from server.config import UnsafeSettings
from server.db import db, reading
from server.records.models import PlannedVisit
from server.rules.identity_number import is_identity_number
from server.services.readiness import refuse_unsafe_county
from server.services.sample.staff import DOCTOR
from server.services.sample_county import fill_sample, set_up_sample
from server.sync.models import Document, Folder
from tests.server.services.rosters import documents
from tests.settings import settings_for

RESIDENTS, TODAY = 240, "2026-11-25"


def made(folder: Path) -> Flask:
    """An application with a small sample, made on one day."""
    app = create_app(settings_for(f"sqlite:///{folder / 'sample.sqlite'}", folder))
    with app.app_context(), time_machine.travel("2026-11-25T04:00:00+00:00", tick=True):
        upgrade()
        set_up_sample(folder)
        fill_sample(RESIDENTS)
        db.session.remove()
    return app


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = made(tmp_path_factory.mktemp("sample"))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def heads(app: Flask) -> dict[str, dict[str, Any]]:
    with app.app_context(), reading() as session:
        return {row.id: orjson.loads(row.head) for row in session.scalars(sa.select(Document))}


def index_rows(app: Flask) -> list[dict[str, Any]]:
    with app.app_context(), reading() as session:
        rows = session.scalars(
            sa.select(Folder.index_row).where(
                Folder.lane == "record", Folder.index_row.is_not(None)
            )
        )
        return [orjson.loads(row) for row in rows]


def test_everything_is_valid_and_most_records_are_qualified(sample: Flask) -> None:
    found = heads(sample).values()
    residents = [each for each in found if each["type"] == "resident_basic"]

    assert [each["errors"] for each in found if each["errors"]] == []
    assert sum(each["qualified"] for each in residents) > 0.8 * len(residents)
    assert all(each["qualified"] for each in found if each["type"] == "household")


def test_every_standing_of_a_hypertensive_resident_occurs_today(sample: Flask) -> None:
    tasks = [task for row in index_rows(sample) for task in row["tasks"]]
    reasons = {task["reason"] for task in tasks}

    assert {"regular", "uncontrolled", "after_danger"} <= reasons
    assert any(task["close"] < TODAY for task in tasks)
    assert any(task["open"] <= TODAY <= task["close"] for task in tasks)
    assert any(task["open"] > TODAY for task in tasks)


def test_visits_have_outcomes_of_all_usual_kinds(sample: Flask) -> None:
    outcomes = Counter(
        item["item_outcome"]
        for each in documents(sample, "visit")
        for item in each["body"]["visit_items"]
    )

    assert {"done", "not_home", "postponed"} <= outcomes.keys()
    assert outcomes["done"] > 100


def test_the_board_has_weeks_to_look_back_on(sample: Flask) -> None:
    with sample.app_context(), reading() as session:
        planned = session.scalars(sa.select(PlannedVisit)).all()

        assert any(row.done_on and row.done_on >= "2026-10-25" for row in planned)
        assert any(not row.done_on and row.close_on < TODAY for row in planned)
        assert any(row.last_outcome == "not_home" for row in planned)


def test_the_lane_of_mental_health_is_no_village_doctors(sample: Flask) -> None:
    with sample.app_context(), reading() as session:
        authors = {
            orjson.loads(head)["changed"]["actor"]
            for head in session.scalars(
                sa.select(Document.head).where(Document.lane == "mental_health")
            )
        }

    assert authors
    assert DOCTOR.id not in authors


def test_there_are_namesakes_hamlets_and_floors(sample: Flask) -> None:
    names = Counter(each["body"]["name"] for each in documents(sample, "resident_basic"))
    homes = [each["body"] for each in documents(sample, "household")]

    assert max(names.values()) > 1
    assert {"老屋组", "阳光花园"} <= {home["natural_village"] for home in homes}
    assert any(home.get("storey", 0) > 1 for home in homes)


def test_nobody_real_can_be_meant(sample: Flask) -> None:
    bodies = [each["body"] for each in documents(sample, "resident_basic")]
    numbers = [body["id_number"] for body in bodies if "id_number" in body]
    phones = [body["phone"] for body in bodies if "phone" in body]

    # City code 99 of a province is not assigned; 142 is no prefix in use.
    assert all(is_identity_number(each) and each[:6] == "329901" for each in numbers)
    assert all(each.startswith("142") for each in phones)


def test_the_same_seed_and_day_make_the_same_county(
    sample: Flask, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = made(tmp_path_factory.mktemp("again"))

    first, second = heads(sample), heads(again)

    def told(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
        return {id: (each["type"], each["body"], each["links"]) for id, each in found.items()}

    assert told(first) == told(second)
    with again.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_server_in_production_refuses_the_well_known_logins(
    sample: Flask, tmp_path: Path
) -> None:
    production = create_app(
        settings_for(sample.config["SQLALCHEMY_DATABASE_URI"], tmp_path, mode="production")
    )

    with pytest.raises(UnsafeSettings, match="sample county"):
        refuse_unsafe_county(production)
    with production.app_context():
        db.session.remove()
        db.engine.dispose()
