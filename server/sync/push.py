"""A batch from a phone: answered one by one, repeats as the first time, a bad one alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import case, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from server.access import audit
from server.access.authorise import Actor
from server.access.models import Device
from server.db import writing
from server.failures import kind_and_place
from server.problems import Busy
from server.records.loaded import Loaded
from server.sync.answers import held_row
from server.sync.apply import After, Applied, apply
from server.sync.compute import HELD, Submitted
from server.sync.models import StoredOperation
from server.sync.reads import note_reads
from server.sync.write import write_operations

log = structlog.get_logger()

MOST_OPERATIONS = 500
#: Reads of one transaction.
READS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a phone is told."""

    answers: list[dict[str, Any]]
    highest_seq: int


def push(
    actor: Actor,
    operations: Sequence[Any],
    reads: Sequence[Mapping[str, Any]],
    definitions: Loaded,
    zone: ZoneInfo,
    *,
    is_contact: bool = True,
) -> Pushed:
    """Apply a phone's batch and note what arrived; 200 operations take at most 30 statements.

    `reads`: folders that were opened, {resident, lane, hour, count, reason}. `is_contact`: the
    phone itself sends it, and is heard of by this.

    Raises:
        Busy: nothing was written; the phone tries again.
    """
    submitted = [Submitted(actor, raw) for raw in operations]
    highest = 0

    def note(session: Session, applied: Applied) -> None:
        nonlocal highest
        highest = _note_arrival(session, actor, applied, submitted, is_contact=is_contact)

    def note_all(session: Session, applied: Applied) -> None:
        note(session, applied)
        applied.log += note_reads(session, actor, reads[:READS_AT_ONCE])

    answers, at_once = apply_or_each(submitted, definitions, zone, note_all, note)
    rest = reads[READS_AT_ONCE:] if at_once else reads
    for start in range(0, len(rest), READS_AT_ONCE):
        _note_alone(actor, rest[start : start + READS_AT_ONCE])
    return Pushed(answers, highest)


def apply_or_each(
    submitted: Sequence[Submitted],
    definitions: Loaded,
    zone: ZoneInfo,
    after_all: After,
    after_each: After,
) -> tuple[list[dict[str, Any]], bool]:
    """Apply a batch; where that fails, each operation in a transaction of its own.

    So a poisoned one does not take the others with it; it is kept, and held. Returns the
    answers, and whether all went at once.

    Raises:
        Busy: others kept changing the same records; what has not been written comes again.
    """
    try:
        return apply(submitted, definitions, zone, after_all).answers, True
    except (Busy, OperationalError):
        raise
    except Exception as failure:
        _tell("a batch failed; its operations are applied one by one", failure)
    return [_alone(each, definitions, zone, after_each) for each in submitted], False


def _note_alone(actor: Actor, reads: Sequence[Mapping[str, Any]]) -> None:
    """Note reads in a transaction of their own; one that cannot be kept takes none along."""
    try:
        with writing() as session:
            audit.log(session, note_reads(session, actor, reads))
    except OperationalError:
        raise
    except Exception as failure:
        if len(reads) == 1:
            _tell("a read could not be kept", failure)
            return
        middle = len(reads) // 2
        _note_alone(actor, reads[:middle])
        _note_alone(actor, reads[middle:])


def _alone(each: Submitted, definitions: Loaded, zone: ZoneInfo, note: After) -> dict[str, Any]:
    try:
        return apply([each], definitions, zone, note).answers[0]
    except (Busy, OperationalError):
        raise
    except Exception as failure:
        _tell("an operation failed", failure, each.id)
    answer = {
        "id": each.id,
        "answer": HELD,
        "document": each.raw.get("document") if isinstance(each.raw, dict) else None,
        "conflicts": [],
        "errors": [{"field": "operation", "code": "server_error"}],
        "feed": None,
        "number": None,
    }
    _keep_unjudged(each, answer, note)
    return answer


def _keep_unjudged(each: Submitted, answer: dict[str, Any], note: After) -> None:
    """Keep what this server could not judge: a mended one may."""
    if each.errors or each.raw["device"] != each.actor.device_id:
        return
    try:
        with writing() as session:
            row = held_row(each, answer, datetime.now(UTC))
            known = session.get(StoredOperation, row["id"]) is not None
            write_operations(session, [row], {row["id"]} if known else ())
            note(session, Applied([], set() if known else {row["id"]}, False, set()))
    except OperationalError:
        raise
    except DBAPIError as failure:
        _tell("an operation could not be kept", failure, each.id)


def _tell(event: str, failure: Exception, operation: str | None = None) -> None:
    log.error(event, **kind_and_place(failure), operation=operation)


def _note_arrival(
    session: Session,
    actor: Actor,
    applied: Applied,
    submitted: Sequence[Submitted],
    *,
    is_contact: bool,
) -> int:
    """Note contact, numbers and copies of the device; return its highest number."""
    numbers = {
        each.raw["device_seq"]
        for each in submitted
        if not each.errors and each.id in applied.new_ids
    }
    own = Device.id == actor.device_id
    values: dict[str, Any] = {"highest_seq": Device.highest_seq}
    if is_contact:
        values["last_contact_at"] = datetime.now(UTC)
    if numbers:
        # Reckoned by the database: another request of this phone may be at it.
        highest = max(numbers)
        values["highest_seq"] = case(
            (Device.highest_seq < highest, highest), else_=Device.highest_seq
        )
        values["seq_count"] = Device.seq_count + len(numbers)
    if applied.copied:
        values["is_copied"] = True
    statement = update(Device).where(own).values(**values).returning(Device.highest_seq)
    options = {"synchronize_session": False}
    return session.scalars(statement, execution_options=options).first() or 0
