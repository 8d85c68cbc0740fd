"""Runs the migrations on the application's database, SQLite and PostgreSQL alike."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from server.access import models as access_models
from server.db import Base, db
from server.db.types import Instant
from server.records import models as records_models
from server.sync import models as sync_models

#: Imported so that every table stands in the metadata.
TABLES = (access_models, records_models, sync_models)


def render(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column types as what they are in the database."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def keys_off(connection: Connection) -> Iterator[None]:
    """Let tables be rebuilt to which others point.

    SQLite drops a table and renames another in its place: with keys on that fails as soon as a
    row points to it. The switch does nothing within a transaction, so it is set before.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    own = cast(sqlite3.Connection, connection.connection.driver_connection)
    own.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        own.execute("PRAGMA foreign_keys=ON")


def check_keys(connection: Connection) -> None:
    """Refuse a migration that leaves rows which point nowhere.

    Raises:
        RuntimeError: there are such; nothing of the migration stays.
    """
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
        if found:
            raise RuntimeError(f"rows would point nowhere: {found[:5]}")


def run(connection: Connection) -> None:
    """Migrate in one transaction; one server migrates, others that start meanwhile wait."""
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.execute(text("SELECT pg_advisory_xact_lock(7231044)"))
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()


with current_app.app_context(), db.engine.connect() as opened:
    writing = opened.execution_options(write=True)
    with keys_off(writing):
        run(writing)
        check_keys(writing)
        writing.commit()
