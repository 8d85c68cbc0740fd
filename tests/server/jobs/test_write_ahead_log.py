"""SQLite's write-ahead log is put into the database every ten minutes: it does not grow on."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from huey import Huey

from server.db import db
from server.db.engine import shorten_log
from server.jobs.queue import make_queue
from server.jobs.worker import bind
from tests import cast
from tests.server.county import Phone
from tests.server.sync.writing import establish
from tests.settings import settings_for

TEN_PAST = datetime(2026, 11, 25, 10, 10)  # noqa: DTZ001  # as the queue itself reads the clock


@pytest.fixture
def queue(app: Flask, tmp_path: Path) -> Huey:
    made = make_queue(settings_for("sqlite://", tmp_path))
    bind(made, app)
    return made


@pytest.fixture
def log(app: Flask, tmp_path: Path) -> Path:
    """The log beside the database, with something in it; on PostgreSQL there is none."""
    establish(Phone(app, "wang", cast.WANG))
    return tmp_path / "doorstep.sqlite-wal"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else who reads the embedded database, in a transaction that lasts."""
    connection = sqlite3.connect(tmp_path / "doorstep.sqlite", isolation_level=None)
    yield connection
    connection.close()


def size(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0


def test_every_ten_minutes_the_log_is_emptied(app: Flask, queue: Huey, log: Path) -> None:
    before = size(log)

    for task in queue.read_periodic(TEN_PAST):
        queue.execute(task)

    assert (before > 0) is (db_name(app) == "sqlite")
    assert size(log) == 0
    establish(Phone(app, "wang", cast.WANG))


def test_who_reads_for_long_keeps_the_log_and_nobody_from_writing(
    app: Flask, log: Path, reader: sqlite3.Connection
) -> None:
    if db_name(app) != "sqlite":
        pytest.skip("PostgreSQL recycles its own log")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM document").fetchone()
    establish(Phone(app, "li", cast.LI), area=cast.NEXT_GRID)

    with app.app_context():
        while_reading = shorten_log(db.engine)
        left = size(log)
        establish(Phone(app, "wang", cast.WANG))
        reader.execute("COMMIT")
        afterwards = shorten_log(db.engine)

    assert (while_reading, afterwards) == (False, True)
    assert left > 0
    assert size(log) == 0


def test_the_next_writer_waits_for_another_as_long_as_before(app: Flask, log: Path) -> None:
    if db_name(app) != "sqlite":
        pytest.skip("PostgreSQL waits for locks by itself")
    with app.app_context():
        shorten_log(db.engine)
        held = db.engine.raw_connection()
        [waits] = held.driver_connection.execute("PRAGMA busy_timeout").fetchone()
        held.close()

    assert waits == 15_000


def db_name(app: Flask) -> str:
    with app.app_context():
        return db.engine.dialect.name
