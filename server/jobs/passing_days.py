"""Brings up to date what changes by itself when a day passes, though nobody wrote anything."""

from collections.abc import Sequence

import structlog
from sqlalchemy import select

from server.db import pages, reading, writing
from server.records.loaded import Loaded
from server.services.zone import county_clock
from server.sync.batch import Batch
from server.sync.models import Folder
from server.sync.refile import Refiling
from server.sync.surroundings import Clock
from server.sync.write import MovedMeanwhile, lock_subjects, write_rows

log = structlog.get_logger()

_MOST_TRIES = 5


def refile_passed(definitions: Loaded) -> int:
    """Compute anew every folder that held until yesterday or earlier; return how many subjects.

    Phones get the new index rows with their next pull. What a later page of this run meets
    twice is computed twice and written once: an unchanged row takes no number.
    """
    clock = county_clock()
    subjects = _passed(clock.today)
    for page in pages(subjects):
        _refile(page, definitions, clock)
    log.info("passing days", subjects=len(subjects))
    return len(subjects)


def _passed(today: str) -> list[str]:
    with reading() as session:
        return list(
            session.scalars(
                select(Folder.subject_id)
                .where(Folder.holds_until < today)
                .distinct()
                .order_by(Folder.subject_id)
            )
        )


def _refile(subjects: Sequence[str], definitions: Loaded, clock: Clock) -> None:
    """Compute outside of the write lock, then write if nobody wrote meanwhile."""
    for _ in range(_MOST_TRIES):
        with reading() as session:
            rows = Refiling(Batch(session), definitions, clock).refile({}, extra=subjects)
        try:
            with writing() as session:
                lock_subjects(session, rows.expected)
                write_rows(session, rows)
            return
        except MovedMeanwhile:
            continue
    # Whoever wrote has computed these folders anew; the rest comes with the next run.
    log.warning("passing days", skipped=len(subjects))
