"""Writes what a batch changed: locks in order, compares, takes numbers, writes in bulk."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, and_, delete, select
from sqlalchemy.orm import Session

from server.db import Base
from server.db.engine import upsert
from server.records.models import Household, PlannedVisit, Resident, Service, Visit
from server.records.project import Projected
from server.sync.compute import FINAL, SET_ASIDE
from server.sync.models import Document, Feed, Folder, Gone, StoredOperation, Subject
from server.sync.rows_to_write import Rows

#: Document or conflict -> the feed and number under which its change will be read.
Numbers = dict[str, tuple[str, int]]


class MovedMeanwhile(Exception):
    """Somebody changed what this batch was computed from: compute it again."""

    def __init__(self, rows: Rows | None = None) -> None:
        super().__init__()
        #: What it came to this time, where that is known.
        self.rows = rows


def lock_subjects(
    session: Session, expected: Mapping[str, int | None], *, compare: bool = True
) -> None:
    """Lock the folders that the batch was computed from, by id, and compare.

    A folder that is not there cannot be locked: two who make it at once are told apart when
    they write it, and the second computes again.

    Raises:
        MovedMeanwhile: one of them has changed, or has appeared.
    """
    rows = session.execute(
        select(Subject.id, Subject.rev)
        .where(Subject.id.in_(expected))
        .order_by(Subject.id)
        .with_for_update()
    )
    found = {row.id: row.rev for row in rows}
    if compare and any(found.get(id) != rev for id, rev in expected.items()):
        raise MovedMeanwhile


def lock_feeds(session: Session, codes: Iterable[str]) -> dict[str, int]:
    """Lock these feeds, by code, and return the newest number of each."""
    rows = session.execute(
        select(Feed.code, Feed.number)
        .where(Feed.code.in_(sorted(codes)))
        .order_by(Feed.code)
        .with_for_update()
    )
    return {row.code: row.number for row in rows}


def write_rows(session: Session, rows: Rows) -> Numbers:
    """Give every change the next number of its feed, and write it all.

    The numbers are taken under the feeds' row locks, inside the transaction that makes the
    change visible: so they become visible in order, and a reader can never skip one.
    """
    numbers = lock_feeds(session, rows.feeds) if rows.feeds else {}

    def take(feed: str) -> int:
        numbers[feed] += 1
        return numbers[feed]

    # First what leaves, then what comes, then the rows of the lists that tell of both.
    gone = [{**row, "number": take(row["feed_code"])} for row in rows.departures]
    documents = [{**row, "feed_number": take(row["feed_code"])} for row in rows.documents]
    folders = [{**row, "feed_number": take(row["feed_code"])} for row in rows.folders]
    _write_new_and_known(session, _table(Subject), rows.subjects)
    _write_new_and_known(session, _table(Document), documents)
    _insert(session, _table(Gone), gone)
    upsert(session, _table(Folder), folders)
    _advance(session, numbers)
    write_projections(session, rows.projected)
    upsert(session, _table(PlannedVisit), rows.planned)
    return {row["id"]: (row["feed_code"], row["feed_number"]) for row in documents}


def write_projections(session: Session, projected: Projected) -> None:
    """Write the relational rows."""
    upsert(session, _table(Resident), projected.residents)
    upsert(session, _table(Household), projected.households)
    for model, replaced in (
        (Visit, projected.replaced_visits),
        (Service, projected.replaced_services),
    ):
        if replaced:
            session.execute(
                delete(model).where(model.document_id.in_(replaced)),
                execution_options={"synchronize_session": False},
            )
    upsert(session, _table(Visit), projected.visits)
    upsert(session, _table(Service), projected.services)


def write_operations(
    session: Session, rows: Sequence[dict[str, Any]], known: Collection[str]
) -> None:
    """Keep the operations and their answers.

    Of two requests that bring one operation at once the second fails here, and is then a
    repeat. One that was held, rejected or quarantined is replaced, a final answer never.
    """
    _insert(session, _table(StoredOperation), [row for row in rows if row["id"] not in known])
    upsert(
        session,
        _table(StoredOperation),
        [row for row in rows if row["id"] in known],
        keep=("received_at",),
        only_where=and_(*(StoredOperation.status != each for each in (*FINAL, SET_ASIDE))),
    )


def _write_new_and_known(
    session: Session, table: Table, rows: Sequence[dict[str, Any]]
) -> None:
    """Write rows that count their changes: what is new to this batch must be new to all."""
    _insert(session, table, [row for row in rows if row["rev"] == 1])
    upsert(session, table, [row for row in rows if row["rev"] > 1])


def _insert(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(table.insert(), rows)


def _advance(session: Session, numbers: Mapping[str, int]) -> None:
    if not numbers:
        return
    table = _table(Feed)
    rows = [
        {
            "code": code,
            "number": number,
            "area_code": code.partition(":")[0],
            "lane": code.partition(":")[2],
            "forgotten": 0,
        }
        for code, number in sorted(numbers.items())
    ]
    upsert(session, table, rows, keep=("area_code", "lane", "forgotten"))


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)
