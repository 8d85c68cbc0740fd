"""What came before a batch: repeats, copies of a device, and operations that have waited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import orjson
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from server.access.actors import actors_of
from server.sync.compute import FINAL, HELD, Submitted
from server.sync.models import StoredOperation


@dataclass
class Before:
    """What the history tells about the operations of a batch."""

    #: Those that are stored already, whatever became of them.
    known: dict[str, StoredOperation] = field(default_factory=dict)
    #: Held ones that wait for a document which the batch names: id -> what it waits for.
    waiting: list[StoredOperation] = field(default_factory=list)
    #: A number of a device came with two different operations: the phone was copied.
    copied: bool = False


def read_before(session: Session, submitted: Sequence[Submitted]) -> Before:
    """Read in one statement what came before these operations."""
    sound = [each for each in submitted if not each.errors]
    if not sound:
        return Before()
    ids = {each.raw["id"] for each in sound}
    named = {each.raw["document"] for each in sound}
    own = {
        (each.raw["device"], each.raw["device_seq"]): each.raw["id"]
        for each in sound
        if each.raw["device"] == each.actor.device_id
    }
    rows = session.scalars(
        select(StoredOperation).where(
            or_(
                StoredOperation.id.in_(ids),
                and_(StoredOperation.waits_for.in_(named), StoredOperation.status == HELD),
                and_(
                    StoredOperation.device_id.in_({device for device, _ in own}),
                    StoredOperation.device_seq.in_({number for _, number in own}),
                ),
            )
        )
    ).all()
    return Before(
        known={row.id: row for row in rows if row.id in ids},
        waiting=[
            row
            for row in rows
            if row.id not in ids and row.status == HELD and row.waits_for in named
        ],
        copied=_is_copied(sound, rows),
    )


def _is_copied(sound: Iterable[Submitted], rows: Iterable[StoredOperation]) -> bool:
    """Say whether one number of a device stands on two operations, stored or of this batch."""
    by_number = {(row.device_id, row.device_seq, row.id) for row in rows}
    by_number |= {
        (each.raw["device"], each.raw["device_seq"], each.raw["id"])
        for each in sound
        if each.raw["device"] == each.actor.device_id
    }
    used = {(device, number) for device, number, _ in by_number}
    return len(used) < len(by_number)


def taken_since(session: Session, submitted: Iterable[Submitted]) -> dict[str, StoredOperation]:
    """Read what these operations mend, as far as that counts now, after all; often nothing."""
    ids = {each.raw.get("replaces") for each in submitted if not each.errors} - {None}
    if not ids:
        return {}
    rows = session.scalars(
        select(StoredOperation).where(
            StoredOperation.id.in_(ids), StoredOperation.status.in_(FINAL)
        )
    )
    return {row.id: row for row in rows}


def waiting_for(session: Session, ids: set[str]) -> list[StoredOperation]:
    """Read the held operations that wait for one of these documents or conflicts."""
    if not ids:
        return []
    return list(
        session.scalars(
            select(StoredOperation).where(
                StoredOperation.waits_for.in_(ids), StoredOperation.status == HELD
            )
        )
    )


def submitted_again(session: Session, rows: Sequence[StoredOperation]) -> list[Submitted]:
    """Return stored operations as if they came now, each device's in its own order."""
    if not rows:
        return []
    actors = actors_of(session, {(row.actor_id, row.device_id) for row in rows})
    in_order = sorted(rows, key=lambda row: (row.received_at, row.device_id, row.device_seq))
    return [
        Submitted(
            actors[row.actor_id, row.device_id],
            orjson.loads(row.payload),
            received_at=row.received_at,
        )
        for row in in_order
        if (row.actor_id, row.device_id) in actors
    ]
