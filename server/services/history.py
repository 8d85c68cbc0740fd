"""How a resident's record came to be: who wrote what, when, in place of what, and why."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access import audit
from server.access.authorise import Actor
from server.access.models import Staff
from server.access.scoped import in_scope, require_supervising
from server.db import reading, writing
from server.problems import NotFound
from server.services.moved_history import Moves
from server.services.names import names_of
from server.sync.compute import FINAL
from server.sync.models import Document, StoredOperation
from server.sync.sent import CONFLICT

PAGE = 200


def history(
    actor: Actor,
    resident: str,
    *,
    document: str | None = None,
    field: str | None = None,
    before: str | None = None,
) -> dict[str, Any]:
    """Return the operations that made a resident's record, newest first, in pages of 200.

    {resident, entries, names, more}; `names`: what ids among the values are called. An entry:
    {id, document, form, kind, at, received_at, by, reason, changes: [{part, from, to,
    offered}]}; `offered`: it lost, and a conflict keeps it. `document`: only of this one.
    `field`: only this field with its companions and explanations. `before`: the last entry
    that was shown. Of somebody merged into another: the record that stays. The log tells who
    read it.

    Raises:
        NotAllowed: at a desk, who supervises nobody. A phone asks for whom it may hold.
        NotFound: no such resident, or one outside the actor's areas: the two look alike.
    """
    if actor.device_id is None:
        require_supervising(actor)
    with reading() as session:
        subject = session.execute(
            select(Document.subject_id, Document.feed_code).where(
                Document.id == resident,
                Document.type == "resident_basic",
                in_scope(actor, Document.feed_code, Document.lane),
            )
        ).first()
        if subject is None:
            raise NotFound
        documents, offered, moves = _documents(session, actor, subject.subject_id)
        went = {row.id: row for row in moves.went(session, documents)}
        rows = [*_operations(session, documents), *moves.came(session, documents)]
        entries = [_entry(row, offered, went) for row in _newest_first([*rows, *went.values()])]
        if document is not None:
            entries = [entry for entry in entries if entry["document"] == document]
        shown, more = _page(entries, field, before)
        _name_authors(session, shown)
        names = names_of(session, actor, _values(shown))
    with writing() as session:
        what = {"subject_id": subject.subject_id, "feed_code": subject.feed_code}
        row = audit.entry(actor, "read", datetime.now(UTC), **what, reason="history")
        audit.log(session, [row])
    return {"resident": subject.subject_id, "entries": shown, "names": names, "more": more}


def _documents(
    session: Session, actor: Actor, subject: str
) -> tuple[set[str], dict[tuple[str, str], bool], Moves]:
    """Return the documents, which values (operation, part) a conflict keeps, and moves."""
    documents: set[str] = set()
    offered: dict[tuple[str, str], bool] = {}
    moves = Moves()
    rows = session.execute(
        select(Document.id, Document.type, Document.head, Document.provenance).where(
            Document.subject_id == subject,
            in_scope(actor, Document.feed_code, Document.lane),
        )
    )
    for row in rows:
        head = orjson.loads(row.head)
        if row.type != CONFLICT:
            documents.add(row.id)
            moves.note(head, orjson.loads(row.provenance))
            continue
        body = head["body"]
        for offer in body["offers"]:
            unit = body["unit"].partition("[")[0]
            for part in {**(offer["saw"] or {}), **offer["value"], unit: None}:
                offered[offer["operation"], part] = True
    return documents, offered, moves


def _operations(session: Session, documents: Iterable[str]) -> list[StoredOperation]:
    rows = session.scalars(
        select(StoredOperation).where(
            StoredOperation.target_id.in_(documents), StoredOperation.status.in_(FINAL)
        )
    )
    return list(rows)


def _newest_first(rows: Iterable[StoredOperation]) -> list[StoredOperation]:
    # By arrival: clocks of phones say when it was entered, never what came after what.
    return sorted(rows, key=lambda row: (row.received_at, row.id), reverse=True)


def _entry(
    row: StoredOperation, offered: Mapping[tuple[str, str], bool], went: Container[str]
) -> dict[str, Any]:
    raw = orjson.loads(row.payload)
    return {
        "id": row.id,
        "document": raw["document"] if row.id in went else row.target_id,
        "form": row.form,
        "kind": "undo" if raw.get("undo") or raw.get("reopen") else row.kind,
        "at": row.captured_at,
        "received_at": row.received_at,
        "by": {"id": row.actor_id, "name": None},
        "reason": raw.get("reason"),
        "changes": [
            {
                "part": part,
                "from": change.get("from"),
                "to": change.get("to"),
                "offered": (row.id, part) in offered,
            }
            for part, change in (raw.get("changes") or {}).items()
        ],
    }


def _page(
    entries: list[dict[str, Any]], field: str | None, before: str | None
) -> tuple[list[dict[str, Any]], bool]:
    if field is not None:
        for entry in entries:
            entry["changes"] = [each for each in entry["changes"] if _is_of(each, field)]
        entries = [entry for entry in entries if entry["changes"]]
    if before is not None:
        places = [place for place, entry in enumerate(entries) if entry["id"] == before]
        entries = entries[places[0] + 1 :] if places else []
    return entries[:PAGE], len(entries) > PAGE


def _values(entries: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    for entry in entries:
        for change in entry["changes"]:
            yield from (change["from"], change["to"])


def _is_of(change: Mapping[str, Any], field: str) -> bool:
    part = change["part"].removeprefix("_absent.").removeprefix("_confirmed.")
    return bool(part == field or part.startswith(f"{field}__"))


def _name_authors(session: Session, entries: list[dict[str, Any]]) -> None:
    ids = {entry["by"]["id"] for entry in entries}
    names = dict(session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids))).all())
    for entry in entries:
        entry["by"]["name"] = names.get(entry["by"]["id"])
