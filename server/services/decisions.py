"""Deciding which of two values stands, and taking that back; all values stay in the history."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.authorise import Actor, may_write
from server.access.scoped import require_supervising
from server.db import reading
from server.forms.load import Form
from server.problems import AlreadyDecided, Invalid, NotAllowed, NotFound
from server.records.loaded import loaded
from server.services.conflicts import conflict, is_mine
from server.services.desk_operations import write_one
from server.services.unit_changes import changes_of, standing_of
from server.sync.head import Head
from server.sync.models import Document, StoredOperation
from server.sync.sent import read_head

#: The standing value, as a choice; any other is the id of the operation that offered one.
STANDING = "standing"


def decide(
    actor: Actor, id: str, choice: str | None = None, value: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Decide which value stands, and return the conflict; all values remain in the history.

    `choice`: STANDING, or the operation of an offer; or instead `value`, another one, part by
    part.

    Raises:
        NotAllowed: the actor supervises nobody, or may not correct such a document.
        NotFound: no such conflict, or it lies outside the actor's areas and lanes.
        AlreadyDecided: somebody was first, or it changed at this moment; the problem tells
            what stands.
        Invalid: no such offer, or a value that the form does not take.
    """
    form, head, body, rev = _to_write(actor, id)
    if body["state"] != "open":
        raise _already_decided(actor, id)
    wanted = dict(value) if value is not None else _chosen(body, head, form, choice)
    changes = changes_of(form, head, body["unit"], wanted)

    def is_first(session: Session, operation: str) -> None:
        # Whatever came between was not seen: another decision, an offer, a value that stands.
        now, sent = _rev_and_body(session, id)
        if now != rev + 1 or sent["decision"]["operation"] != operation:
            raise AlreadyDecided

    try:
        write_one(actor, form, head.id, "resolve", changes, is_good=is_first, conflict=id)
    except AlreadyDecided:
        raise _already_decided(actor, id) from None
    return conflict(actor, id)


def _rev_and_body(session: Session, id: str) -> tuple[int, dict[str, Any]]:
    # Columns, not the row: what this session has read before must not answer instead.
    row = session.execute(select(Document.rev, Document.head).where(Document.id == id)).one()
    return row.rev, orjson.loads(row.head)["body"]


def _to_write(actor: Actor, id: str) -> tuple[Form, Head, dict[str, Any], int]:
    """Return form and head of the document in conflict, and the conflict's body and rev.

    Raises:
        NotAllowed, NotFound: as `decide`.
    """
    require_supervising(actor)
    with reading() as session:
        row = session.scalar(select(Document).where(is_mine(actor), Document.id == id))
        if row is None:
            raise NotFound
        body = orjson.loads(row.head)["body"]
        about = session.get_one(Document, body["document"])
        head, _ = read_head(about)
    form = loaded().forms[about.type]
    area = row.feed_code.partition(":")[0]
    if not may_write(actor, form.kind, "resolve", area, row.lane, datetime.now(UTC)):
        raise NotAllowed
    return form, cast(Head, head), body, row.rev


def _chosen(
    body: Mapping[str, Any], head: Head, form: Form, choice: str | None
) -> dict[str, Any]:
    if choice == STANDING:
        return standing_of(form, head, body["unit"])
    for offer in body["offers"]:
        if offer["operation"] == choice:
            return dict(offer["value"])
    raise Invalid(errors=[{"field": "choice", "code": "unknown"}])


def _already_decided(actor: Actor, id: str) -> AlreadyDecided:
    return AlreadyDecided(told={"conflict": conflict(actor, id)})


def undo(actor: Actor, id: str) -> dict[str, Any]:
    """Take a decision back: the conflict is open again with all its offers; return it.

    What others wrote since stays.

    Raises:
        NotAllowed, NotFound: as `decide`.
        AlreadyDecided: it is not decided: open already, or overtaken by a later value; or it
            was decided anew at this moment.
    """
    form, head, body, rev = _to_write(actor, id)
    if body["state"] != "decided":
        raise _already_decided(actor, id)
    with reading() as session:
        payload = session.scalar(
            select(StoredOperation.payload).where(
                StoredOperation.id == body["decision"]["operation"]
            )
        )
    written = orjson.loads(payload or "{}").get("changes") or {}
    changes = {
        part: {"from": change.get("to"), "to": change.get("from")}
        for part, change in written.items()
    }

    def is_still_it(session: Session, _operation: str) -> None:
        # Two who take back the same decision at once have done so.
        now, _ = _rev_and_body(session, id)
        if now > rev + 1:
            raise AlreadyDecided

    keys: dict[str, Any] = {"conflict": id, "reopen": True}
    try:
        write_one(actor, form, head.id, "resolve", changes, is_good=is_still_it, **keys)
    except AlreadyDecided:
        raise _already_decided(actor, id) from None
    return conflict(actor, id)
