"""What waits for a person: operations whose authors may not have been allowed to write them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import ColumnElement, or_, select, tuple_, update
from sqlalchemy.orm import Session

from server.access import audit
from server.access.actors import actors_of, grants_of
from server.access.authorise import Actor, GrantedArea, is_within, may_read
from server.access.models import Grant, Staff
from server.access.scoped import in_scope, require_supervising, staff_in_scope
from server.db import reading, writing
from server.forms.document import lane_of
from server.problems import AlreadyDecided, Invalid, NotFound
from server.records.loaded import loaded
from server.records.models import Resident
from server.services.names import names_of
from server.services.zone import county_zone
from server.sync.apply import Applied, apply
from server.sync.compute import FINAL, QUARANTINED, SET_ASIDE, Submitted
from server.sync.models import Document, StoredOperation, is_quarantined
from server.sync.place import feed_code

RECORD = "record"
MOST_WAITING = 500
#: Operations that are looked at together.
PAGE = 500
#: Links that say whose record an operation on a new document is about, the nearest first.
_LINKS = ("@resident", "@household", "@visit")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an operation would be filed, as far as that is known here."""

    area: str
    lane: str
    subject: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An operation that waits for this actor, its place, and what is shown of it."""

    row: StoredOperation
    place: Place | None
    shown: dict[str, Any]

    @property
    def whose(self) -> dict[str, str]:
        """Return subject and feed, as the log names them; of a new record its own id."""
        if self.place is None:
            return {}
        subject = self.place.subject or self.row.target_id
        return {"subject_id": subject, "feed_code": feed_code(self.place.area, self.place.lane)}


def waiting(actor: Actor) -> list[dict[str, Any]]:
    """Return the operations that wait, the longest first; at most 500.

    {id, form, kind, reason (lost, revoked, lease, area), by, captured_at, received_at,
    resident, changes, names (of ids in them), decidable}. Shown to whom the target's record
    belongs, with its content, and to those over the author, without it: of another lane than
    `record` without its form too. The log tells whose were read.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    require_supervising(actor)
    with reading() as session:
        found = list(islice(_waiting(session, actor), MOST_WAITING))
        names = names_of(session, actor, (id for each in found for id in _values(each)))
    for each in found:
        each.shown["names"] = {id: names[id] for id in _values(each) if id in names}
    read = [each.whose for each in found if each.shown["changes"] is not None]
    audit.log_shown(
        actor, [(whose["subject_id"], whose["feed_code"]) for whose in read], "quarantine"
    )
    return [each.shown for each in found]


def _values(waits: Waiting) -> Iterator[str]:
    for change in (waits.shown["changes"] or {}).values():
        yield from (side for side in change.values() if isinstance(side, str))


def count_waiting(session: Session, actor: Actor) -> int:
    """Return how many operations wait for this actor, also those beyond what is listed."""
    return sum(1 for _ in _waiting(session, actor))


def _waiting(session: Session, actor: Actor, id: str | None = None) -> Iterator[Waiting]:
    """Give what waits for the actor, the longest first, however much of others lies between."""
    wanted = is_quarantined() & _may_concern(actor)
    if id is not None:
        wanted &= StoredOperation.id == id
    order = (StoredOperation.received_at, StoredOperation.id)
    statement = select(StoredOperation).where(wanted).order_by(*order).limit(PAGE)
    rows = session.scalars(statement).all()
    while rows:
        last = (rows[-1].received_at, rows[-1].id)
        yield from _of_page(session, actor, rows)
        if len(rows) < PAGE:
            break
        rows = session.scalars(statement.where(tuple_(*order) > last)).all()


def _may_concern(actor: Actor) -> ColumnElement[bool]:
    """Written to the actor's records, or by their people; of what is new its links tell."""
    target = select(Document.id).where(Document.id == StoredOperation.target_id)
    return or_(
        StoredOperation.actor_id.in_(
            select(Grant.staff_id).where(staff_in_scope(actor, Grant.area_code))
        ),
        target.where(in_scope(actor, Document.feed_code, Document.lane)).exists(),
        ~target.exists(),
    )


def _of_page(
    session: Session, actor: Actor, rows: Sequence[StoredOperation]
) -> Iterator[Waiting]:
    places = _places(session, rows)
    authors = {row.actor_id for row in rows}
    names = dict(
        session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(authors))).all()
    )
    grants = grants_of(session, authors)
    subjects = _residents(session, places.values())
    now = datetime.now(UTC)
    for row in rows:
        place = places.get(row.id)
        is_own = place is not None and may_read(actor, place.area, place.lane, now)
        is_over = _is_over(actor, grants.get(row.actor_id, ()), now)
        if is_own or is_over:
            shown = _shown(row, names.get(row.actor_id), decidable=is_own or place is None)
            if is_own and place is not None:
                shown["resident"] = subjects.get(place.subject or "")
                shown["changes"] = orjson.loads(row.payload).get("changes") or {}
            elif (place.lane if place is not None else _lane(row)) != RECORD:
                # A form's name alone tells what somebody suffers from.
                shown["form"] = None
            yield Waiting(row, place, shown)


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
        Invalid: it cannot be taken even so, or names or comes into a place that the actor may
            not read; it goes on waiting.
        AlreadyDecided: somebody set it aside at this moment.
        Busy: others kept changing the same record; it goes on waiting.
    """
    found = _find(actor, id)
    row = found.row
    with reading() as session:
        pair = (row.actor_id, row.device_id)
        author = actors_of(session, {pair})[pair]

    def look(session: Session, applied: Applied) -> None:
        [answer] = applied.answers
        if answer["answer"] not in FINAL:
            raise Invalid(errors=answer["errors"])
        # Whoever set it aside meanwhile has told its phone so: that stands.
        stands = select(StoredOperation.status).where(StoredOperation.id == id)
        if session.scalar(stands) == SET_ASIDE:
            raise AlreadyDecided
        _audit(session, actor, "release", found, row.quarantine_reason or "")

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
    found = _find(actor, id)
    answer = {
        **orjson.loads(found.row.answer),
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
        _audit(session, actor, SET_ASIDE, found, reason)


def _find(actor: Actor, id: str) -> Waiting:
    require_supervising(actor)
    with reading() as session:
        found = next(_waiting(session, actor, id), None)
        if found is None or not found.shown["decidable"]:
            raise NotFound
        session.expunge(found.row)
    return found


def _audit(session: Session, actor: Actor, action: str, found: Waiting, reason: str) -> None:
    what = f"{found.row.id} {reason}"[:200]
    row = audit.entry(actor, action, datetime.now(UTC), **found.whose, reason=what)
    audit.log(session, [row])
