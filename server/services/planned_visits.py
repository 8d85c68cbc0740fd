"""Each night: what has come due for whom, and what became of it by the passing of days alone.

What is written to a record is logged with it (`server/sync/refile.py`).
"""

from collections.abc import Sequence

import structlog
from sqlalchemy import select

from server.db import pages, reading, writing
from server.records.loaded import Loaded
from server.sync.batch import Batch
from server.sync.models import Subject
from server.sync.refile import Refiling
from server.sync.rows_to_write import Rows
from server.sync.surroundings import Clock
from server.sync.write import MovedMeanwhile, lock_subjects, write_rows

log = structlog.get_logger()

_MOST_TRIES = 5


def log_planned_visits(definitions: Loaded, clock: Clock) -> int:
    """Bring the log up to this day; return how many rows it has written.

    A second run in one night changes nothing (schedule, `planned_visit`).
    """
    written = 0
    with reading() as session:
        residents = session.scalars(
            select(Subject.id).where(Subject.kind == "resident").order_by(Subject.id)
        ).all()
    for page in pages(residents):
        written += _log_page(page, definitions, clock)
    return written


def _log_page(page: Sequence[str], definitions: Loaded, clock: Clock) -> int:
    """Compute outside of the write lock, then write if nobody wrote meanwhile."""
    for _ in range(_MOST_TRIES):
        rows = _logged(page, definitions, clock)
        try:
            with writing() as session:
                lock_subjects(session, rows.expected)
                write_rows(session, rows)
            return len(rows.planned)
        except MovedMeanwhile:
            continue
    # Whoever wrote has logged these; the rest comes with the next night.
    log.warning("planned visits", skipped=len(page))
    return 0


def _logged(page: Sequence[str], definitions: Loaded, clock: Clock) -> Rows:
    with reading() as session:
        batch = Batch(session)
        batch.load_whole(page)
        heads = [batch.state.documents[id] for id in page if id in batch.state.documents]
        batch.load_whole(h.links["household"] for h in heads if "household" in h.links)
        batch.load_subjects(page)
        batch.load_planned(page)
    refiling = Refiling(batch, definitions, clock)
    subjects = {id: known for id in page if (known := batch.subjects[id]) is not None}
    for resident, known in subjects.items():
        refiling.log_planned(resident, known.area, refiling.folder_of(resident))
    written = {row["resident_id"] for row in refiling.rows.planned}
    refiling.rows.expected = {id: known.rev for id, known in subjects.items()}
    # Whoever has computed from the rows that stood must compute again.
    refiling.rows.subjects = [
        {
            "id": id,
            "kind": known.kind,
            "area_code": known.area,
            "household_id": known.household,
            "rev": known.rev + 1,
        }
        for id, known in subjects.items()
        if id in written
    ]
    return refiling.rows
