"""A server that could not keep what it is given says so before it is given anything."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import make_url, text

from server import create_app
from server.config import UnsafeSettings, from_environment
from server.db import db
from tests import cast
from tests.server.county import Phone
from tests.server.desks import establish
from tests.settings import settings_for


def ready(app: Flask) -> tuple[int, dict[str, str]]:
    """Ask as a monitor does: status, and what is not as it must be."""
    answer = app.test_client().get("/readyz")
    checks: dict[str, str] = (answer.json or {})["checks"]
    return answer.status_code, {name: word for name, word in checks.items() if word != "ok"}


def test_a_server_with_room_a_clock_and_a_database_is_ready(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))

    assert ready(app) == (200, {})


def test_a_disk_with_less_room_than_is_asked_for_is_told(
    make_app: Callable[..., Flask],
) -> None:
    more_than_there_is = 10**9

    status, wrong = ready(make_app(min_free_mib=more_than_there_is))

    assert status == 503
    assert list(wrong) == ["disk"]
    assert f"fewer than {more_than_there_is} MiB are free" in wrong["disk"]


def test_a_data_folder_that_is_gone_is_told(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    app = make_app()
    (tmp_path / "empty").mkdir()
    app.extensions["settings"] = settings_for("sqlite://", tmp_path / "empty")
    (tmp_path / "empty").rmdir()

    assert ready(app) == (503, {"disk": "the data folder is not there"})


@pytest.fixture
def reader_url(app: Flask, database_url: str) -> Iterator[str]:
    """The address of the same database, for somebody who may only read it."""
    if database_url.startswith("sqlite:///"):
        path = database_url.removeprefix("sqlite:///")
        yield f"sqlite:///file:{path}?mode=ro&uri=true"
        return
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("CREATE ROLE reader LOGIN"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"))
    url = make_url(database_url).set(username="reader")
    yield url.render_as_string(hide_password=False)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("DROP OWNED BY reader"))
        connection.execute(text("DROP ROLE reader"))


def test_a_database_that_cannot_be_written_is_told(
    app: Flask, reader_url: str, tmp_path: Path
) -> None:
    establish(Phone(app, "wang", cast.WANG))
    reader = create_app(settings_for(reader_url, tmp_path))
    try:
        status, wrong = ready(reader)
    finally:
        with reader.app_context():
            db.session.remove()
            db.engine.dispose()

    assert (status, wrong) == (503, {"writing": "the database cannot be written"})


@pytest.mark.parametrize(
    ("behind", "wrong"), [(timedelta(minutes=3), []), (timedelta(minutes=7), ["clock"])]
)
def test_a_clock_that_was_put_back_is_told(
    app: Flask, behind: timedelta, wrong: list[str]
) -> None:
    establish(Phone(app, "wang", cast.WANG))
    then = datetime.now(UTC) - behind

    with time_machine.travel(then, tick=True):
        status, told = ready(app)

    assert (status, list(told)) == (503 if wrong else 200, wrong)
    if wrong:
        assert re.match(r"is \d minutes behind what was recorded here at 20", told["clock"])


def test_a_clock_behind_a_phones_last_contact_is_told_too(app: Flask) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=400), tick=True):
        Phone(app, "wang", cast.WANG).pull()

    status, told = ready(app)

    assert (status, list(told)) == (503, ["clock"])


@pytest.mark.parametrize("given", ["", "-1", "many", "1.5"])
def test_a_limit_that_is_no_number_is_refused_at_the_start(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_SECRET_KEY", "k" * 40)
    monkeypatch.setenv("DOORSTEP_MIN_FREE_MIB", given)

    with pytest.raises(UnsafeSettings, match="DOORSTEP_MIN_FREE_MIB"):
        from_environment()
