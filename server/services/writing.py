"""How services write: operations of a person's desk, with what follows from them, in one go."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import uuid_utils
from sqlalchemy import func, select

from server.access.authorise import Actor
from server.db import reading
from server.forms.load import Form
from server.records.loaded import loaded
from server.rules.natural_keys import natural_id
from server.services.writing_causes import Foresight, Sign
from server.services.zone import county_zone
from server.sync.apply import apply
from server.sync.compute import Submitted
from server.sync.models import StoredOperation

Operation = dict[str, Any]
Answer = dict[str, Any]

#: Answers after which an operation is safe.
TAKEN = frozenset({"applied", "merged", "conflict"})


def desk_of(actor: Actor) -> Actor:
    """Return the actor at their desk: one device for each person, always the same."""
    return replace(actor, device_id=natural_id("desk", actor.staff_id))


def new_id() -> str:
    """Return a new UUIDv7."""
    return str(uuid_utils.uuid7())


@dataclass
class Pen:
    """Writes operations in one person's name."""

    actor: Actor
    forms: Mapping[str, Form] = field(default_factory=lambda: loaded().forms)
    #: Gives an operation its id; a sample that must be the same each time brings its own.
    next_id: Callable[[], str] = new_id

    def create(
        self,
        form: str,
        document: str,
        body: Mapping[str, Any],
        *,
        at: datetime | None = None,
        links: Mapping[str, str],
        finish: bool = True,
        reason: str | None = None,
    ) -> Operation:
        """Return the operation that makes a document with these values and links."""
        parts = {**body, **{f"@{name}": id for name, id in links.items()}}
        changes = {part: {"from": None, "to": value} for part, value in parts.items()}
        keys = {"finish": True} if finish else {}
        return self._operation(form, document, "create", changes, at, reason, keys)

    def patch(
        self,
        form: str,
        document: str,
        changes: Mapping[str, tuple[Any, Any]],
        *,
        at: datetime | None = None,
        reason: str | None = None,
    ) -> Operation:
        """Return the operation that changes parts of a document: part -> (from, to)."""
        parts = {part: {"from": old, "to": new} for part, (old, new) in changes.items()}
        return self._operation(form, document, "patch", parts, at, reason, {})

    def _operation(
        self,
        form: str,
        document: str,
        kind: str,
        changes: Mapping[str, Any],
        at: datetime | None,
        reason: str | None,
        keys: Mapping[str, Any],
    ) -> Operation:
        moment = (at or datetime.now(UTC)).astimezone(UTC)
        return {
            "id": self.next_id(),
            "document": document,
            "form": form,
            "form_version": self.forms[form].version,
            "kind": kind,
            "captured_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "changes": changes,
            **({"reason": reason[:200]} if reason else {}),
            **keys,
        }


def keep(actor: Actor, operations: Sequence[Operation]) -> list[Answer]:
    """Write operations and what follows from them, in one transaction; return their answers.

    The answers are those of `operations`, in order. What follows (enrolments, births, alerts)
    stands in the same batch directly behind its cause.

    Raises:
        Busy: others kept changing the same records; nothing was written.
    """
    return keep_all([(actor, operation) for operation in operations])


def keep_all(written: Sequence[tuple[Actor, Operation]]) -> list[Answer]:
    """Write operations of several people in one transaction; otherwise as `keep`."""
    if not written:
        return []
    definitions, zone = loaded(), county_zone()
    sign = signing(actor for actor, _ in written)
    submitted = [sign(actor, operation) for actor, operation in written]
    whole = Foresight(definitions.forms, zone).with_what_follows(submitted, sign)
    answers = apply(whole, definitions, zone).answers
    by_id = {answer["id"]: answer for answer in answers}
    return [by_id[operation["id"]] for _, operation in written]


def signing(actors: Iterable[Actor]) -> Sign:
    """Return the function that signs operations of these people: their desk, its next number.

    A desk has no store that counts for it. Two processes may take one number at once; a desk,
    unlike a phone, is not suspected of having been copied for that.
    """
    desks = {actor.staff_id: desk_of(actor) for actor in actors}
    numbers = _numbers_of(str(desk.device_id) for desk in desks.values())

    def sign(actor: Actor, operation: Operation) -> Submitted:
        desk = desks[actor.staff_id]
        own = {"device": desk.device_id, "device_seq": next(numbers[str(desk.device_id)])}
        return Submitted(desk, {**operation, **own})

    return sign


def _numbers_of(devices: Iterable[str]) -> dict[str, Iterator[int]]:
    wanted = set(devices)
    highest = select(StoredOperation.device_id, func.max(StoredOperation.device_seq))
    with reading() as session:
        rows = session.execute(
            highest.where(StoredOperation.device_id.in_(wanted)).group_by(
                StoredOperation.device_id
            )
        )
        known = {row[0]: row[1] for row in rows}
    return {device: itertools.count(known.get(device, 0) + 1) for device in wanted}
