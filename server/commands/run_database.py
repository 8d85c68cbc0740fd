"""Prepares the data directory of a trial server: key, tables, and the sample county in them."""

import fcntl
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from flask_migrate import upgrade

from server import create_app
from server.config import Settings
from server.db import db
from server.services.county import KEY_FILE
from server.services.sample_county import fill_sample, set_up_sample

DATABASE, SECRET = "doorstep.sqlite", "secret_key"
_IN_THE_MAKING, _LOCK = "in_the_making", "prepare.lock"

Told = Callable[[int, int], None]


def settings_of(data: Path, app: Path = Path("build/app")) -> Settings:
    """Return the settings of a trial server on the embedded database of a data directory."""
    return Settings(
        secret_key=_secret(data),
        database_url=f"sqlite:///{data / DATABASE}",
        data=data,
        mode="development",
        app=app.resolve(),
    )


def prepare(data: Path, residents: int, told: Told = lambda done, all: None) -> bool:
    """Make the data directory ready to be served; say whether a sample county was made.

    What is there is kept, and brought to the newest migration. Several that start at once wait
    for one another. A sample that was not finished is made anew.
    """
    data.mkdir(parents=True, exist_ok=True)
    with _alone(data):
        if (data / DATABASE).exists():
            _migrate(settings_of(data))
            return False
        _make(data, residents, told)
        return True


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    with (data / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _secret(data: Path) -> str:
    path = data / SECRET
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def _migrate(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


def _make(data: Path, residents: int, told: Told) -> None:
    making = data / _IN_THE_MAKING
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    app = create_app(settings_of(making))
    with app.app_context():
        upgrade()
        set_up_sample(making)
        fill_sample(residents, told=told)
        db.session.remove()
        # The log of the database must be in its file before the file is moved.
        with db.engine.connect() as connection:
            own = cast(sqlite3.Connection, connection.connection.driver_connection)
            own.execute("PRAGMA query_only=OFF")
            connection.rollback()
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    # The key first: a database without its key could not be served.
    (making / KEY_FILE).replace(data / KEY_FILE)
    (making / DATABASE).replace(data / DATABASE)
    shutil.rmtree(making)
