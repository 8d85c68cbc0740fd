"""An empty cursor: a whole feed, ordered by subject, as stored text."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.sync.models import Document, Folder

#: Subjects in the first page of a phone's life, so that a list stands soon, and in later ones.
FIRST_PAGE = 60
PAGE = 280
#: Bytes in a page: what a body may inflate to. A subject that is larger goes alone.
PAGE_BYTES = 8 * 1024 * 1024
#: Heads that are in memory beside those of the page.
_AT_ONCE = 200


@dataclass(slots=True)
class Room:
    """What still fits into a page."""

    subjects: int
    bytes: int
    _is_untouched: bool = True

    def take(self, size: int) -> bool:
        """Take room for a subject of so many bytes; return whether there was."""
        if self.subjects <= 0 or (size > self.bytes and not self._is_untouched):
            return False
        self.subjects -= 1
        self.bytes -= size
        self._is_untouched = False
        return True


@dataclass(slots=True)
class Part:
    """The next subjects of a feed."""

    lines: list[str] = field(default_factory=list)
    sent: int = 0
    #: The last subject read; None: the feed has been read to its end.
    last: str | None = None


def read_part(session: Session, feed: str, after: str, room: Room) -> Part:
    """Return the next subjects of a feed, as many as there is room for."""
    part = Part(last=after)
    if room.subjects <= 0:
        return part
    folders = session.execute(
        select(
            Folder.subject_id,
            Folder.kind,
            Folder.household_id,
            Folder.feed_number,
            Folder.index_row,
            Folder.current,
        )
        .where(Folder.feed_code == feed, Folder.subject_id > after)
        .order_by(Folder.subject_id)
        .limit(room.subjects + 1)
    ).all()
    with closing(_with_heads(session, feed, folders[: room.subjects])) as blocks:
        for folder, heads in blocks:
            lines = _block(feed, folder, heads)
            if not room.take(sum(len(line.encode()) for line in lines)):
                return part
            part.lines += lines
            part.sent += 1
            part.last = folder.subject_id
    if part.sent == len(folders):
        part.last = None
    return part


def _block(feed: str, folder: Any, heads: list[tuple[str, str]]) -> list[str]:
    """Return a subject's header, its current documents and its archived ones."""
    if not heads and folder.index_row is None:
        # Everything of it has left: a new phone need not learn that it was ever here.
        return []
    header = orjson.dumps(
        {
            "kind": "household" if folder.kind == "household" else "resident",
            "id": folder.subject_id,
            "feed": feed,
            "number": folder.feed_number,
            "household": folder.household_id,
        }
    ).decode()
    current = set(orjson.loads(folder.current))
    return [
        f'{header[:-1]},"index":{folder.index_row or "null"}}}',
        f"[{','.join(text for id, text in heads if id in current)}]",
        f"[{','.join(text for id, text in heads if id not in current)}]",
    ]


def _with_heads(
    session: Session, feed: str, folders: Sequence[Any]
) -> Generator[tuple[Any, list[tuple[str, str]]]]:
    """Give each folder with its documents in this feed, oldest first, a few at a time."""
    if not folders:
        return
    subjects = [folder.subject_id for folder in folders]
    rows = session.execute(
        select(Document.subject_id, Document.id, Document.head)
        .where(Document.feed_code == feed, Document.subject_id.in_(subjects))
        .order_by(Document.subject_id, Document.day, Document.id),
        execution_options={"yield_per": _AT_ONCE},
    )
    with closing(rows):
        grouped = groupby(rows, key=lambda row: row.subject_id)
        subject, own = next(grouped, (None, iter(())))
        for folder in folders:
            heads = []
            if folder.subject_id == subject:
                heads = [(row.id, row.head) for row in own]
                subject, own = next(grouped, (None, iter(())))
            yield folder, heads
