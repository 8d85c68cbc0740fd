"""What waits for a person: operations whose authors may not have been allowed to write them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.access import audit
from server.access.actors import actors_of, grants_of
from server.access.authorise import Actor, GrantedArea, is_within, may_read
from server.access.models import Staff
from server.access.scoped import require_supervising
from server.db import reading, writing
from server.forms.document import lane_of
from server.problems import AlreadyDecided, Invalid, NotFound
from server.records.loaded import loaded
from server.records.models import Resident
from server.services.zone import county_zone
from server.sync.apply import Applied, apply
from server.sync.compute import FINAL, QUARANTINED, SET_ASIDE, Submitted
from server.sync.models import Document, StoredOperation, is_quarantined

MOST_WAITING = 500
#: Links that say whose record an operation on a new document is about, the nearest first.
_LINKS = ("@resident", "@household", "@visit")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an operation would be filed, as far as that is known here."""

    area: str
    lane: str
    subject: str | None


def waiting(actor: Actor) -> list[dict[str, Any]]:
    """Return the operations that wait, the longest first; at most 500.

    {id, form, kind, reason (lost, revoked, lease, area), by, captured_at, received_at,
    resident, changes, decidable}. Shown to whom the target's record belongs, with its content,
    and to those over the author, without it.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    require_supervising(actor)
    with reading() as session:
        return [shown for _, shown in _waiting(session, actor)]


def count_waiting(session: Session, actor: Actor) -> int:
    """Return how many operations wait for this actor."""
    return len(_waiting(session, actor))


def _waiting(
    session: Session, actor: Actor, id: str | None = None
) -> list[tuple[StoredOperation, dict[str, Any]]]:
    wanted = is_quarantined()
    rows = session.scalars(
        select(StoredOperation)
        .where(wanted if id is None else wanted & (StoredOperation.id == id))
        .order_by(StoredOperation.received_at, StoredOperation.id)
        .limit(MOST_WAITING)
    ).all()
    places = _places(session, rows)
    authors = {row.actor_id for row in rows}
    names = dict(
        session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(authors))).all()
    )
    grants = grants_of(session, authors)
    subjects = _residents(session, places.values())
    now, listed = datetime.now(UTC), []
    for row in rows:
        place = places.get(row.id)
        is_own = place is not None and may_read(actor, place.area, place.lane, now)
        is_over = _is_over(actor, grants.get(row.actor_id, ()), now)
        if is_own or is_over:
            shown = _shown(row, names.get(row.actor_id), decidable=is_own or place is None)
            if is_own and place is not None:
                shown["resident"] = subjects.get(place.subject or "")
                shown["changes"] = orjson.loads(row.payload).get("changes") or {}
            listed.append((row, shown))
    return listed


def _is_over(actor: Actor, grants: Iterable[GrantedArea], now: datetime) -> bool:
    return any(
        is_within(theirs.area_code, mine.area_code)
        for theirs in grants
        for mine in actor.scope(now)
    )


def _shown(row: StoredOperation, by: str | None, *, decidable: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "form": row.form,
        "kind": row.kind,
        "reason": row.quarantine_reason,
        "by": {"id": row.actor_id, "name": by},
        "captured_at": row.captured_at,
        "received_at": row.received_at,
        "resident": None,
        "changes": None,
        "decidable": decidable,
    }


def _places(session: Session, rows: Iterable[StoredOperation]) -> dict[str, Place]:
    """Return where each would be filed: with its document, or with what a new one hangs on."""
    named = {row.id: _named(row) for row in rows}
    ids = {id for each in named.values() for id in each}
    found = {
        each.id: each
        for each in session.execute(
            select(Document.id, Document.feed_code, Document.lane, Document.subject_id).where(
                Document.id.in_(ids)
            )
        )
    }
    places = {}
    for row in rows:
        near = next((found[id] for id in named[row.id] if id in found), None)
        if near is not None:
            is_it = near.id == row.target_id
            lane = near.lane if is_it else _lane(row)
            places[row.id] = Place(near.feed_code.partition(":")[0], lane, near.subject_id)
        elif isinstance(area := _to(row, "@area"), str):
            places[row.id] = Place(area, _lane(row), None)
    return places


def _named(row: StoredOperation) -> list[str]:
    links = [_to(row, link) for link in _LINKS]
    return [row.target_id, *(id for id in links if isinstance(id, str))]


def _to(row: StoredOperation, part: str) -> Any:
    changes: Mapping[str, Any] = orjson.loads(row.payload).get("changes") or {}
    return changes.get(part, {}).get("to")


def _lane(row: StoredOperation) -> str:
    changes = orjson.loads(row.payload).get("changes") or {}
    body = {part: change.get("to") for part, change in changes.items()}
    return lane_of(loaded().forms, {"form": row.form, "body": body})


def _residents(session: Session, places: Iterable[Place]) -> dict[str, dict[str, Any]]:
    ids = {place.subject for place in places if place.subject}
    rows = session.scalars(select(Resident).where(Resident.id.in_(ids)))
    return {row.id: {"id": row.id, "name": row.name} for row in rows}


def release(actor: Actor, id: str) -> dict[str, Any]:
    """Let an operation pass, in its author's name as it was written; return its answer.

    Raises:
        NotAllowed: the actor supervises nobody.
        NotFound: nothing of this id waits for the actor.
        Invalid: it cannot be taken even so; it goes on waiting.
        Busy: others kept changing the same record; it goes on waiting.
    """
    row = _find(actor, id)
    with reading() as session:
        pair = (row.actor_id, row.device_id)
        author = actors_of(session, {pair})[pair]

    def look(session: Session, applied: Applied) -> None:
        [answer] = applied.answers
        if answer["answer"] not in FINAL:
            raise Invalid(errors=answer["errors"])
        _audit(session, actor, "release", row.id, row.quarantine_reason or "")

    raw = orjson.loads(row.payload)
    submitted = Submitted(author, raw, released_by=actor)
    return apply([submitted], loaded(), county_zone(), look).answers[0]


def set_aside(actor: Actor, id: str, reason: str) -> None:
    """Do not let an operation pass: it is kept, and its phone is told so, for good.

    Raises:
        NotAllowed: the actor supervises nobody.
        NotFound: nothing of this id waits for the actor.
        AlreadyDecided: somebody let it pass, or set it aside, at this moment.
    """
    row = _find(actor, id)
    answer = {
        **orjson.loads(row.answer),
        "answer": "rejected",
        "errors": [{"field": "operation", "code": SET_ASIDE}],
    }
    with writing() as session:
        changed = session.execute(
            update(StoredOperation)
            .where(StoredOperation.id == id, StoredOperation.status == QUARANTINED)
            .values(status=SET_ASIDE, answer=orjson.dumps(answer).decode())
            .returning(StoredOperation.id),
            execution_options={"synchronize_session": False},
        ).first()
        if changed is None:
            raise AlreadyDecided
        _audit(session, actor, SET_ASIDE, id, reason)


def _find(actor: Actor, id: str) -> StoredOperation:
    require_supervising(actor)
    with reading() as session:
        found = _waiting(session, actor, id)
        if not found or not found[0][1]["decidable"]:
            raise NotFound
        row = found[0][0]
        session.expunge(row)
    return row


def _audit(session: Session, actor: Actor, action: str, id: str, reason: str) -> None:
    what = f"{id} {reason}"[:200]
    audit.log(session, [audit.entry(actor, action, datetime.now(UTC), reason=what)])
