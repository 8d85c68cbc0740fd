"""The one way in: authorise, validate, merge, head, history, projection, feed, all at once."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.access import audit
from server.access.models import Area
from server.db import reading, writing
from server.db.engine import is_worth_repeating
from server.problems import Busy
from server.records.loaded import Loaded
from server.sync.answers import answers_of, log_of_changes, rows_to_keep
from server.sync.computation import Computation
from server.sync.compute import Submitted
from server.sync.models import Document
from server.sync.rows_to_write import Rows
from server.sync.surroundings import Clock
from server.sync.write import (
    MovedMeanwhile,
    lock_feeds,
    lock_subjects,
    write_operations,
    write_rows,
)

#: Tries that compute without locks, before the records are locked first.
OPTIMISTIC_TRIES = 3
MOST_TRIES = 12


@dataclass
class Applied:
    """The answers of a batch, in order, and what it did."""

    answers: list[dict[str, Any]]
    #: Operations of this batch that had not been stored before.
    new_ids: set[str]
    #: Numbers of a device that came with two different operations: the phone was copied.
    copied: bool
    touched_subjects: set[str]
    #: Rows for the log of reads and changes; written with the batch, in one statement.
    log: list[dict[str, Any]] = field(default_factory=list)


After = Callable[[Session, Applied], None]


def apply(
    submitted: Sequence[Submitted],
    definitions: Loaded,
    zone: ZoneInfo,
    after: After | None = None,
) -> Applied:
    """Apply operations and answer each; everything or nothing of the batch is written.

    What one operation does to a document: docs/record.md. A repeat of a final answer is
    answered word for word and changes nothing. `after` runs inside the transaction.

    Raises:
        Busy: others kept changing the same records; nothing was written.
        Exception: whatever a broken definition or database raises; nothing was written.
    """
    touched = Rows()
    for attempt in range(MOST_TRIES):
        clock = Clock(datetime.now(UTC), zone)
        try:
            if attempt >= OPTIMISTIC_TRIES:
                return _apply_locked(submitted, definitions, clock, touched, after)
            with reading() as session:
                computation = Computation(session, submitted, definitions, clock)
            touched = computation.rows
            with writing() as session:
                lock_subjects(session, touched.expected)
                return _write(session, computation, after)
        except MovedMeanwhile as moved:
            touched = moved.rows or touched
        except DBAPIError as failure:
            if not is_worth_repeating(failure):
                raise
        time.sleep(random.uniform(0, 0.02 * (attempt + 1)))  # noqa: S311  # not a secret
    raise Busy(retry_after_seconds=5)


def _apply_locked(
    submitted: Sequence[Submitted],
    definitions: Loaded,
    clock: Clock,
    touched: Rows,
    after: After | None,
) -> Applied:
    """Lock first what was touched the last time, then compute: nothing moves from here."""
    with writing() as session:
        lock_subjects(session, touched.expected, compare=False)
        lock_feeds(session, touched.feeds)
        computation = Computation(session, submitted, definitions, clock)
        if not computation.rows.expected.keys() <= touched.expected.keys():
            raise MovedMeanwhile(computation.rows)
        return _write(session, computation, after)


def _write(session: Session, computation: Computation, after: After | None) -> Applied:
    _judge_waiting(session, computation)
    numbers = write_rows(session, computation.rows)
    _judge_leaves(session, computation)
    answers = answers_of(computation, numbers)
    kept = rows_to_keep(computation, answers)
    write_operations(session, kept, computation.stored)
    applied = Applied(
        answers.in_order,
        {row["id"] for row in kept} - computation.stored,
        computation.before.copied,
        {row["id"] for row in computation.rows.subjects},
        log_of_changes(computation),
    )
    if after is not None:
        after(session, applied)
    audit.log(session, applied.log)
    return applied


def _judge_leaves(session: Session, computation: Computation) -> None:
    """Asked under the feed's lock: what was a leaf may have been divided since computing."""
    leaves = [code for code, is_leaf in computation.batch.areas.items() if is_leaf]
    below = select(Area.code).where(Area.parent_code.in_(leaves)).limit(1)
    if leaves and session.scalar(below) is not None:
        raise MovedMeanwhile


def _judge_waiting(session: Session, computation: Computation) -> None:
    """What an operation waits for may have come between computing and locking."""
    ids = computation.waits_for
    if (
        ids
        and session.scalars(select(Document.id).where(Document.id.in_(ids)).limit(1)).first()
    ):
        raise MovedMeanwhile
