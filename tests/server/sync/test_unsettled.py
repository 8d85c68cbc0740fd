"""Held and refused operations are few: they are found without reading all that ever came."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, event, insert, text

from server.db import db, writing
from server.jobs.held_operations import judge_again
from server.records.loaded import loaded
from server.sync.models import StoredOperation
from tests import cast
from tests.server.county import Phone, new_id
from tests.server.desks import Desk, establish
from tests.server.sync.writing import patch

Work = Callable[[Flask], Any]


def judge(app: Flask) -> None:
    with app.app_context():
        judge_again(loaded(), rejected=True)


def list_phones(app: Flask) -> None:
    Desk(app, "chen").get("/api/phones")


def in_use(app: Flask) -> None:
    """A phone that has sent thousands of operations: one is held, one was refused."""
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    wang.push(
        patch(wang, new_id(), name=("张", "章")),
        patch(wang, cast.ZHANG, no_such_field=(None, "x")),
    )
    now = datetime.now(UTC)
    rows = [
        {
            "id": new_id(),
            "device_id": wang.device,
            "device_seq": 100 + number,
            "actor_id": cast.WANG,
            "target_id": cast.ZHANG,
            "kind": "patch",
            "form": "resident_basic",
            "captured_at": now,
            "received_at": now,
            "payload": "{}",
            "payload_hash": "",
            "status": "applied",
            "waits_for": None,
            "answer": "{}",
            "quarantine_reason": None,
        }
        for number in range(5_000)
    ]
    with app.app_context(), writing() as session:
        session.execute(insert(_table()), rows)
    with app.app_context(), writing() as session:
        # PostgreSQL learns by itself what its tables hold; SQLite is never told.
        if session.get_bind().dialect.name != "sqlite":
            session.execute(text("ANALYZE operation"))


def _table() -> Table:
    table = StoredOperation.__table__
    assert isinstance(table, Table)
    return table


def plans(app: Flask, work: Work, words: str) -> list[str]:
    """How the database finds operations, in statements with these words, while this is done."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _x: Any, _m: bool) -> None:
        if words in statement:
            asked.append((statement, values))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        work(app)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with app.app_context(), engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"{explain} {statement}", values).all()
            for statement, values in asked
        ]
    return [" ".join(str(row[-1]) for row in rows) for rows in found]


@pytest.mark.parametrize("work", [judge, list_phones])
def test_what_is_held_or_refused_is_found_by_its_index(app: Flask, work: Work) -> None:
    in_use(app)

    found = plans(app, work, "operation.status IN ('held', 'rejected')")

    assert len(found) == 2
    assert [plan for plan in found if "ix_operation_unsettled" not in plan] == []


@pytest.mark.parametrize("work", [judge, list_phones])
def test_what_mends_a_refused_one_is_found_by_its_index(app: Flask, work: Work) -> None:
    in_use(app)

    [plan] = plans(app, work, '"replaces"')

    assert "ix_operation_mending" in plan
