"""Whether this server can do its work, and whether it must refuse to."""

from typing import cast

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import inspect, text

from server.access.models import County
from server.config import MIGRATIONS, Settings, UnsafeSettings
from server.db import db, reading


def checks() -> dict[str, str]:
    """Return what was looked at: {name: "ok" or what is wrong}. Names no resident."""
    found = {"database": "ok", "migrations": "ok", "county": "ok"}
    with reading() as session:
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            found["synchronous"] = _pragma(connection.execute(text("PRAGMA synchronous")), 2)
            found["foreign_keys"] = _pragma(connection.execute(text("PRAGMA foreign_keys")), 1)
        current = MigrationContext.configure(connection).get_current_revision()
        newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
        if current != newest:
            found["migrations"] = "the database is not at the newest migration"
        elif session.get(County, session.scalar(db.select(County.code).limit(1)) or "") is None:
            found["county"] = "no county has been set up"
    return found


def _pragma(result: object, wanted: int) -> str:
    value = cast("object", getattr(result, "scalar")())  # noqa: B009  # a plain call would not type
    return "ok" if value == wanted else f"is {value}, not {wanted}"


def refuse_unsafe_county(app: Flask) -> None:
    """Refuse to serve a sample county, with its well-known logins, in production.

    Raises:
        UnsafeSettings: sample logins stand in this database and the mode is production.
    """
    with app.app_context():
        settings = cast(Settings, current_app.extensions["settings"])
        if settings.mode != "production" or not inspect(db.engine).has_table("county"):
            return
        with reading() as session:
            if session.scalar(db.select(County.is_sample).limit(1)):
                raise UnsafeSettings(
                    "This database holds a sample county with well-known logins, and the mode "
                    "is production. Use another database, or set DOORSTEP_MODE=development."
                )
