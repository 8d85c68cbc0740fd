"""All folders and relational rows computed anew, and the proof that they equal what stood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.db import Base, pages, reading, writing
from server.records import project
from server.records.loaded import Loaded
from server.records.models import Household, Resident, Service, Visit
from server.sync.batch import Batch
from server.sync.models import Document, Subject
from server.sync.refile import Refiling
from server.sync.rows_to_write import Rows
from server.sync.sent import CONFLICT
from server.sync.surroundings import Clock
from server.sync.write import MovedMeanwhile, lock_feeds, lock_subjects, write_rows

MOST_TRIES = 5

#: Each table, what its rows are of, and the rows that the projection of a page gives for it.
_TABLES: tuple[tuple[type[Base], str, str], ...] = (
    (Resident, "id", "residents"),
    (Household, "id", "households"),
    (Visit, "document_id", "visits"),
    (Service, "document_id", "services"),
)


@dataclass
class Rebuilt:
    """What was computed, and what was otherwise: (table, id of the subject or document)."""

    subjects: int = 0
    documents: int = 0
    differing: list[tuple[str, str]] = field(default_factory=list)


def rebuild(definitions: Loaded, zone: ZoneInfo, *, write: bool = True) -> Rebuilt:
    """Compute every projection anew; what differs from what stood is named, and replaced.

    `write=False` only says so. Documents themselves are never changed. Which documents are
    current was decided on the day of the last writing: an older day's choice, where it shows
    the same, is a difference too, and is renewed.

    Raises:
        MovedMeanwhile: others kept writing the same records.
    """
    clock, rebuilt = Clock(datetime.now(UTC), zone), Rebuilt()
    with reading() as session:
        subjects = list(session.scalars(select(Subject.id).order_by(Subject.id)))
    for page in pages(subjects):
        with reading() as session:
            anew = _Anew(session, page, definitions, clock)
        rebuilt.subjects += len(page)
        rebuilt.documents += len(anew.documents)
        rebuilt.differing += anew.differing
        if anew.differing and write:
            _replace(page, definitions, clock)
    rebuilt.differing += _strays(write=write)
    return rebuilt


class _Anew:
    """Some subjects' projections, computed from documents alone, beside those that stand."""

    def __init__(
        self, session: Session, subjects: Sequence[str], definitions: Loaded, clock: Clock
    ) -> None:
        batch = Batch(session)
        refiling = Refiling(batch, definitions, clock)
        self.rows: Rows = refiling.refile({}, extra=subjects)
        self.documents = [
            id
            for subject in subjects
            for id in batch.of_subject(subject)
            if id in batch.state.documents
        ]
        self.differing = [("document", row["id"]) for row in self.rows.documents]
        self.differing += [("folder", row["subject_id"]) for row in self.rows.folders]
        projected = project.Projected()
        for id in self.documents:
            head, place = batch.state.documents[id], refiling.place(id)
            project.project(projected, head, batch.kept[id], place, definitions.forms)
        for model, key, name in _TABLES:
            found = _standing(session, model, key, self.documents)
            self.differing += _compare(model, key, getattr(projected, name), found)
        projected.replaced_visits = projected.replaced_services = self.documents
        self.rows.projected = projected


def _standing(
    session: Session, model: type[Base], key: str, documents: Sequence[str]
) -> list[dict[str, Any]]:
    table = model.__table__
    rows = session.execute(select(table).where(table.c[key].in_(documents)))
    return [dict(row._mapping) for row in rows]


def _compare(
    model: type[Base], key: str, anew: list[dict[str, Any]], found: list[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    name = model.__tablename__

    def by_document(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
        grouped: dict[str, list[dict[str, Any]]] = {}
        for row in sorted(rows, key=lambda row: str(row.get("row_id"))):
            grouped.setdefault(row[key], []).append(row)
        return grouped

    expected, standing = by_document(anew), by_document(found)
    for id in sorted(expected.keys() | standing.keys()):
        if expected.get(id) != standing.get(id):
            yield name, id


def _replace(page: Sequence[str], definitions: Loaded, clock: Clock) -> None:
    """Compute a page once more, outside of the write lock, and write it if nobody wrote."""
    for _ in range(MOST_TRIES):
        with reading() as session:
            rows = _Anew(session, page, definitions, clock).rows
        try:
            with writing() as session:
                lock_subjects(session, rows.expected)
                lock_feeds(session, rows.feeds)
                write_rows(session, rows)
            return
        except MovedMeanwhile:
            continue
    raise MovedMeanwhile


def _strays(*, write: bool) -> list[tuple[str, str]]:
    """Rows of documents that are not there: nothing of the record speaks for them."""
    strays: list[tuple[str, str]] = []
    there = select(Document.id).where(Document.type != CONFLICT)
    for model, key, _ in _TABLES:
        table = model.__table__
        stray = table.c[key].not_in(there)
        with reading() as session:
            found = session.scalars(select(table.c[key]).where(stray).distinct()).all()
        strays += [(model.__tablename__, id) for id in sorted(found)]
        if found and write:
            with writing() as session:
                session.execute(
                    delete(model).where(stray),
                    execution_options={"synchronize_session": False},
                )
    return strays
