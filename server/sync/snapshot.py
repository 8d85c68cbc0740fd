"""An empty cursor: a whole feed, ordered by subject, as stored text."""

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.sync.models import Document, Folder

#: Subjects in the first page of a phone's life, so that a list stands soon, and in later ones.
FIRST_PAGE = 60
PAGE = 280


def read_page(
    session: Session, feed: str, after: str, room: int | None
) -> tuple[list[str], str | None, int, int]:
    """Return the next subjects of a feed.

    `room`: how many subjects still fit in the page; None: a whole page. Returns lines, the last
    subject read (None: the feed has been read to its end), how many were sent, the room left.
    """
    limit = PAGE if room is None else room
    if limit <= 0:
        return [], after, 0, 0
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
        .limit(limit + 1)
    ).all()
    sent, more = folders[:limit], len(folders) > limit
    heads = _heads(session, feed, [row.subject_id for row in sent])
    lines: list[str] = []
    for row in sent:
        current = set(orjson.loads(row.current))
        own = heads.get(row.subject_id, [])
        if not own and row.index_row is None:
            # Everything of it has left: a new phone need not learn that it was ever here.
            continue
        header = orjson.dumps(
            {
                "kind": "household" if row.kind == "household" else "resident",
                "id": row.subject_id,
                "feed": feed,
                "number": row.feed_number,
                "household": row.household_id,
            }
        ).decode()
        lines.append(f'{header[:-1]},"index":{row.index_row or "null"}}}')
        lines.append(f"[{','.join(text for id, text in own if id in current)}]")
        lines.append(f"[{','.join(text for id, text in own if id not in current)}]")
    return lines, sent[-1].subject_id if more else None, len(sent), limit - len(sent)


def _heads(
    session: Session, feed: str, subjects: list[str]
) -> dict[str, list[tuple[str, str]]]:
    """Return the documents of these subjects in this feed, oldest first."""
    if not subjects:
        return {}
    rows = session.execute(
        select(Document.subject_id, Document.id, Document.head)
        .where(Document.feed_code == feed, Document.subject_id.in_(subjects))
        .order_by(Document.subject_id, Document.day, Document.id)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.subject_id, []).append((row.id, row.head))
    return found
