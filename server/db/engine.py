"""Where SQLite and PostgreSQL differ: how a connection begins, bulk writes, the log."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

#: PostgreSQL: serialization failure, deadlock, unique violation (two made one row at once).
_AGAIN = {"40001", "40P01", "23505"}

BUSY_TIMEOUT = "PRAGMA busy_timeout=15000"
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # One transaction a push: FULL costs little; NORMAL loses the last commits with the power.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    BUSY_TIMEOUT,
)


def engine_options(url: str) -> dict[str, Any]:
    """Return what create_engine needs for this database."""
    # Errors end in the log: they must not quote the values that they failed on.
    common = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return {**common, "connect_args": {"timeout": 15}}
    return {**common, "pool_pre_ping": True, "pool_size": 8}


def prepare(engine: Engine) -> None:
    """Make this engine's transactions begin as they must."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _connect_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        # Rows of one bulk write go as one statement, also without RETURNING.
        engine.dialect.use_insertmanyvalues_wo_returning = True


def _connect_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes too late: reads before the first write would stand outside.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns into a writer is refused at once when somebody committed meanwhile.
    # The raw cursor: these are not statements of ours, and not counted as such.
    raw: Any = connection.connection.driver_connection
    writes = bool(connection.get_execution_options().get("write"))
    raw.execute(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    raw.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def reading_options(bind: Engine | Connection) -> dict[str, Any]:
    """Return the options of a transaction that reads: one state, however many queries.

    On SQLite every transaction is so; PostgreSQL's default shows each query another state.
    """
    if bind.dialect.name == "sqlite":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def upsert(
    session: Session,
    table: Table,
    rows: Sequence[dict[str, Any]],
    keep: Sequence[str] = (),
    only_where: ColumnElement[bool] | None = None,
) -> None:
    """Write rows in one statement: new ones are inserted, known ones replaced.

    Every row has the same keys. Columns named in `keep` stay as they are in a known row; a
    known row for which `only_where` does not hold stays as it is.
    """
    if not rows:
        return
    build = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = build(table)
    key = [column.name for column in table.primary_key]
    replaced = {
        name: statement.excluded[name]
        for name in rows[0]
        if name not in key and name not in keep
    }
    session.execute(
        statement.on_conflict_do_update(index_elements=key, set_=replaced, where=only_where)
        if replaced
        else statement.on_conflict_do_nothing(index_elements=key),
        rows,
    )


def shorten_log(engine: Engine) -> bool:
    """Empty SQLite's write-ahead log into the database; return whether it is empty now.

    It grows for as long as some reader is always there, since the checkpoints of commits wait
    for none. Who reads for long now makes this give way after a second. PostgreSQL recycles its
    own log: nothing is done.
    """
    if engine.dialect.name != "sqlite":
        return True
    # No transaction may stand around a checkpoint, so no connection of SQLAlchemy's is used.
    held = engine.raw_connection()
    try:
        raw: Any = held.driver_connection
        # Writers wait meanwhile: not as long as they wait for one another.
        raw.execute("PRAGMA busy_timeout=1000")
        try:
            [(was_busy, _in_log, _moved)] = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.execute(BUSY_TIMEOUT)
    finally:
        held.close()
    return not was_busy


def is_worth_repeating(error: DBAPIError) -> bool:
    """Say whether the same unit of work may succeed when it is tried again."""
    if isinstance(error, IntegrityError) and getattr(error.orig, "sqlstate", None) is None:
        return "UNIQUE constraint failed" in str(error.orig)
    if isinstance(error, OperationalError) and "database is locked" in str(error.orig):
        return True
    return getattr(error.orig, "sqlstate", None) in _AGAIN
