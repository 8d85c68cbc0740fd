"""Runs the migrations on the application's database, SQLite and PostgreSQL alike."""

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
    run(writing)
    writing.commit()
