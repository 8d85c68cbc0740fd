"""Whether this server can do its work, and whether it must refuse to."""

import shutil
from datetime import UTC, datetime, timedelta
from typing import cast

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import func, inspect, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.access.models import AuditEntry, County, Device
from server.config import MIB, MIGRATIONS, Settings, UnsafeSettings
from server.db import db, reading, writing

#: Machines of one county, and a clock that is being set, may differ by as much.
CLOCK_TOLERANCE = timedelta(minutes=5)


def checks() -> dict[str, str]:
    """Return what was looked at: {name: "ok" or what is wrong}. Names no resident."""
    found = {"database": "ok", "migrations": "ok", "county": "ok", "disk": _disk()}
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
        else:
            found["clock"] = _clock(session, datetime.now(UTC))
    if "clock" in found:
        found["writing"] = _writing()
    return found


def _disk() -> str:
    settings = cast(Settings, current_app.extensions["settings"])
    try:
        free = shutil.disk_usage(settings.data).free // MIB
    except FileNotFoundError:
        return "the data folder is not there"
    if free >= settings.min_free_mib:
        return "ok"
    return f"fewer than {settings.min_free_mib} MiB are free for the data folder: {free}"


def _clock(session: Session, now: datetime) -> str:
    """Say whether the clock stands before what was recorded last; the data would lie then."""
    # Ids of the log begin with their moment: the greatest is found without reading the others.
    logged = session.scalar(select(AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1))
    heard = session.scalar(select(func.max(Device.last_contact_at)))
    newest = max((at for at in (logged, heard) if at is not None), default=now)
    behind = newest - now
    if behind <= CLOCK_TOLERANCE:
        return "ok"
    minutes = behind // timedelta(minutes=1)
    return f"is {minutes} minutes behind what was recorded here at {newest:%Y-%m-%dT%H:%M:%SZ}"


def _writing() -> str:
    """Begin to write, and change nothing."""
    try:
        with writing() as session:
            session.execute(update(County).where(County.code == "").values(directory_version=0))
    except DBAPIError:
        return "the database cannot be written"
    return "ok"


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
