"""A document as phones receive it, and back: text in the database, a head in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import orjson
from sqlalchemy import Row

from server.sync.head import Head
from server.sync.models import Document
from server.sync.working_set import Conflict

#: The type of the documents that conflicts are.
CONFLICT = "conflict"
#: Where the provenance holds a document's entries: no unit is named so.
ENTRIES = "_entries"


@dataclass(slots=True)
class Kept:
    """What the database holds of a document beside its head."""

    rev: int
    subject: str
    feed: str
    lane: str
    day: str
    is_complete: bool
    is_retired: bool
    created_on: str
    #: actor and at of the operation that changed it last.
    changed: Mapping[str, Any]
    errors: list[dict[str, str]]
    #: Core fields that are not set; qualified: none of these, no errors, nothing awaited.
    missing: list[str]
    is_qualified: bool


#: The columns that are read: as plain rows, since thousands of objects cost more.
ROW = (
    Document.id,
    Document.type,
    Document.rev,
    Document.subject_id,
    Document.feed_code,
    Document.lane,
    Document.day,
    Document.is_complete,
    Document.is_retired,
    Document.head,
    Document.provenance,
)


def read_head(row: Document | Row[Any]) -> tuple[Head | Conflict, Kept]:
    """Return the head or conflict that a row holds, and what stands beside it."""
    sent = orjson.loads(row.head)
    kept = Kept(
        row.rev,
        row.subject_id,
        row.feed_code,
        row.lane,
        row.day,
        row.is_complete,
        row.is_retired,
        sent["created_on"],
        sent["changed"],
        sent["errors"],
        sent["missing"],
        sent["qualified"],
    )
    if row.type == CONFLICT:
        return cast(Conflict, {"id": row.id, **sent["body"]}), kept
    by = orjson.loads(row.provenance)
    entries = by.pop(ENTRIES, [])
    head = Head.from_json({**sent, "by": by})
    head.entries = entries
    return head, kept


def provenance_of(head: Head) -> str:
    """Return what the database keeps beside a head, and phones need not know."""
    entries = {ENTRIES: head.entries} if head.entries else {}
    return orjson.dumps({**head.by, **entries}).decode()


def sent_head(head: Head, kept: Kept) -> str:
    """Return a document as phones receive it."""
    own = {"version": head.version, "links": head.links, "body": head.body}
    fate = {"finished": head.finished, "retired": head.retired, "moved_to": head.moved_to}
    return _text(head.id, head.type, kept, {**own, **fate})


def sent_conflict(conflict: Conflict, about: Head, kept: Kept) -> str:
    """Return a conflict as phones receive it: a document of its own type."""
    links = {key: id for key, id in about.links.items() if key in ("resident", "household")}
    own = {
        "version": 1,
        "links": links,
        "body": {key: value for key, value in conflict.items() if key != "id"},
        "finished": {},
        "retired": None,
        "moved_to": None,
    }
    return _text(conflict["id"], CONFLICT, kept, own)


def _text(id: str, type: str, kept: Kept, own: Mapping[str, Any]) -> str:
    return orjson.dumps(
        {
            "id": id,
            "type": type,
            "rev": kept.rev,
            **own,
            "complete": kept.is_complete,
            "created_on": kept.created_on,
            "changed": kept.changed,
            "errors": kept.errors,
            "missing": kept.missing,
            "qualified": kept.is_qualified,
        }
    ).decode()
