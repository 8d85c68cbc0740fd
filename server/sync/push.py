"""A batch from a phone: answered one by one, repeats as the first time, a bad one alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from server.access import audit
from server.access.authorise import Actor, may_read
from server.access.models import Device
from server.db.engine import upsert
from server.problems import Busy
from server.records.loaded import Loaded
from server.sync.apply import Applied, apply
from server.sync.compute import HELD, Submitted
from server.sync.models import ReadEvent, Subject

log = structlog.get_logger()

MOST_OPERATIONS = 500
MOST_READS = 5_000


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
) -> Pushed:
    """Apply a phone's batch and note what arrived; 200 operations take at most 30 statements.

    `reads`: folders that were opened, {resident, lane, hour, count, reason}.

    Raises:
        Busy: nothing was written; the phone tries again.
    """
    submitted = [Submitted(actor, raw) for raw in operations]
    highest = 0

    def note(session: Session, applied: Applied) -> None:
        nonlocal highest
        highest = _note_arrival(session, actor, applied, submitted)
        _note_reads(session, actor, reads)

    try:
        applied = apply(submitted, definitions, zone, note)
        return Pushed(applied.answers, highest)
    except Busy:
        raise
    except Exception as failure:
        # One poisoned operation must not take the others with it: each gets its own transaction.
        log.exception(
            "a batch failed; its operations are applied one by one",
            error=type(failure).__name__,
        )
    answers = []
    for each in submitted:
        answers.append(_alone(each, definitions, zone, note))
    return Pushed(answers, highest)


def _alone(each: Submitted, definitions: Loaded, zone: ZoneInfo, note: Any) -> dict[str, Any]:
    try:
        return apply([each], definitions, zone, note).answers[0]
    except Busy:
        raise
    except Exception as failure:
        log.exception("an operation failed", operation=each.id, error=type(failure).__name__)
        document = each.raw.get("document") if isinstance(each.raw, dict) else None
        return {
            "id": each.id,
            "answer": HELD,
            "document": document,
            "conflicts": [],
            "errors": [{"field": "operation", "code": "server_error"}],
            "feed": None,
            "number": None,
        }


def _note_arrival(
    session: Session, actor: Actor, applied: Applied, submitted: Sequence[Submitted]
) -> int:
    """Note contact, numbers and copies of the device; return its highest number."""
    numbers = {
        each.raw["device_seq"]
        for each in submitted
        if each.id in applied.new_ids and each.raw["device"] == actor.device_id
    }
    device = session.execute(
        select(Device.highest_seq).where(Device.id == actor.device_id)
    ).first()
    highest = max([device.highest_seq if device else 0, *numbers])
    values: dict[str, Any] = {"last_contact_at": datetime.now(UTC), "highest_seq": highest}
    if numbers:
        values["seq_count"] = Device.seq_count + len(numbers)
    if applied.copied:
        values["is_copied"] = True
    session.execute(
        update(Device).where(Device.id == actor.device_id).values(**values),
        execution_options={"synchronize_session": False},
    )
    return int(highest)


def _note_reads(session: Session, actor: Actor, reads: Sequence[Mapping[str, Any]]) -> None:
    """Keep folders opened offline, once per resident and hour; only those the actor may read."""
    if not reads:
        return
    now = datetime.now(UTC)
    places = {
        row.id: row.area_code
        for row in session.execute(
            select(Subject.id, Subject.area_code).where(
                Subject.id.in_({each["resident"] for each in reads})
            )
        )
    }
    rows = {
        (each["resident"], each["lane"], each["hour"]): each
        for each in reads
        if each["resident"] in places
        and may_read(actor, places[each["resident"]], each["lane"], now)
    }
    upsert(
        session,
        cast(Table, ReadEvent.__table__),
        [
            {
                "device_id": actor.device_id,
                "subject_id": resident,
                "lane": lane,
                "hour": hour,
                "count": each["count"],
            }
            for (resident, lane, hour), each in rows.items()
        ],
    )
    audit.log(
        session,
        [
            audit.entry(
                actor,
                "read",
                now,
                subject_id=resident,
                count=each["count"],
                reason=f"{hour} {each.get('reason') or ''}".strip(),
            )
            for (resident, _, hour), each in rows.items()
        ],
    )
