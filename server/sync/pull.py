"""Cursors in, pages of changes out: ranges of serialised heads, concatenated."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Row, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from server.access.authorise import Actor, readable_feeds
from server.access.models import Area, County, Grant, Staff
from server.sync import snapshot
from server.sync.cursor import Cursor, decode, scope_version
from server.sync.models import Document, Feed, Folder, Gone

#: Changes in one page, and feeds that are asked for them; a page ends at a change. The day of a
#: busy village goes into one: a phone writes a person's row once a page that speaks of them.
CHANGES = 1000
FEEDS = 200


@dataclass
class Page:
    """Lines of one answer, and what the log of reads tells of it."""

    lines: list[str] = field(default_factory=list)
    #: Feed -> how many subjects went out whole, or changes.
    bootstrapped: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    #: The phone has read beyond the newest: the database was put back without a new generation.
    put_back: bool = False

    def add(self, kind: str, **keys: Any) -> None:
        """Add a line of JSON."""
        self.lines.append(orjson.dumps({"kind": kind, **keys}).decode())

    @property
    def text(self) -> str:
        """Return the page as NDJSON."""
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True, slots=True)
class KnownFeed:
    """A feed in the actor's scope."""

    area: str
    lane: str
    number: int
    forgotten: int


def feeds_in_scope(session: Session, actor: Actor, now: datetime) -> dict[str, KnownFeed]:
    """Return the feeds that the actor reads now, in one statement."""
    granted = {grant.area_code for grant in actor.scope(now)}
    if not granted:
        return {}
    above = {code[:length] for code in granted for length in range(1, len(code))}
    rows = session.execute(
        select(Feed.code, Feed.area_code, Feed.lane, Feed.number, Feed.forgotten).where(
            or_(
                *(Feed.area_code.startswith(code, autoescape=True) for code in granted),
                Feed.area_code.in_(above),
            )
        )
    ).all()
    allowed = readable_feeds(actor, ((r.code, r.area_code, r.lane) for r in rows), now)
    return {
        r.code: KnownFeed(r.area_code, r.lane, r.number, r.forgotten)
        for r in rows
        if r.code in allowed
    }


def pull(
    session: Session, actor: Actor, county: County, text: str | None, now: datetime
) -> Page:
    """Return the next page for this cursor. Reads only; nothing new takes one statement here.

    The page ends with `end`; a page without it must not be filed. A feed that the cursor does
    not know, has read beyond, or has read before the oldest `gone` that is kept, is sent whole.
    """
    page, feeds = Page(), feeds_in_scope(session, actor, now)
    cursor = decode(text, county.generation)
    begun = _follow_scope(session, page, cursor, feeds, county)
    head = len(page.lines)
    more = _snapshots(session, page, cursor, feeds, begun)
    if begun:
        line = orjson.dumps({"kind": "snapshot", "feeds": sorted(begun)}).decode()
        page.lines.insert(head, line)
    more = more or _changes(session, page, cursor, feeds)
    page.add(
        "end",
        cursor=cursor.encode(),
        more=more,
        generation=county.generation,
        now=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        **({"put_back": True} if page.put_back else {}),
    )
    return page


def _follow_scope(
    session: Session, page: Page, cursor: Cursor, feeds: dict[str, KnownFeed], county: County
) -> set[str]:
    """Tell of feeds no longer in scope, and of new names; forget what cannot be used.

    Return feeds that begin anew with nothing in them: what a phone holds of them is old.
    """
    for code in sorted({*cursor.numbers, *cursor.snapshots}):
        if code not in feeds:
            page.add("drop", feed=code)
            cursor.numbers.pop(code, None)
            cursor.snapshots.pop(code, None)
    forgotten = set() if cursor.scope else set(feeds)
    for code, number in list(cursor.numbers.items()):
        page.put_back = page.put_back or number > feeds[code].number
        if not _is_of_use(number, feeds[code]):
            del cursor.numbers[code]
            forgotten.add(code)
    for code, (began, _) in list(cursor.snapshots.items()):
        if not _is_of_use(began, feeds[code]):
            del cursor.snapshots[code]
            forgotten.add(code)
    version = scope_version(feeds, county.directory_version)
    if cursor.scope != version:
        cursor.scope = version
        page.add("scope", **_scope(session, feeds))
    return {code for code in forgotten if feeds[code].number == 0}


def _is_of_use(number: int, feed: KnownFeed) -> bool:
    """Beyond the newest: the database was put back without a new generation."""
    return feed.forgotten <= number <= feed.number


def _scope(session: Session, feeds: dict[str, KnownFeed]) -> dict[str, Any]:
    """The names that the phone shows: its areas with those above, and who works there."""
    codes = {feed.area for feed in feeds.values()}
    above = {code[:length] for code in codes for length in range(1, len(code) + 1)}
    areas = session.execute(
        select(Area.code, Area.name, Area.kind, Area.parent_code).where(Area.code.in_(above))
    ).all()
    names = {area.code for area in areas}
    staff = session.execute(
        select(Staff.id, Staff.name, Staff.role)
        .join(Grant, Grant.staff_id == Staff.id)
        .where(Grant.area_code.in_(names), Staff.is_active)
        .distinct()
    ).all()
    return {
        "feeds": {code: {"area": f.area, "lane": f.lane} for code, f in feeds.items()},
        "areas": [
            {"code": a.code, "name": a.name, "kind": a.kind, "parent": a.parent_code}
            for a in areas
        ],
        "staff": [{"id": s.id, "name": s.name, "role": s.role} for s in staff],
    }


def _snapshots(
    session: Session,
    page: Page,
    cursor: Cursor,
    feeds: dict[str, KnownFeed],
    begun: set[str],
) -> bool:
    """Send feeds whole that the cursor does not know; return whether the page is full.

    Those that begin here are added to `begun`.
    """
    is_first = not cursor.numbers and not cursor.snapshots
    subjects = snapshot.FIRST_PAGE if is_first else snapshot.PAGE
    room = snapshot.Room(subjects, snapshot.PAGE_BYTES)
    for code in sorted(feeds):
        # A feed in which nothing has ever happened is neither asked nor remembered.
        if code in cursor.numbers or feeds[code].number == 0:
            continue
        if code not in cursor.snapshots:
            begun.add(code)
        began, last = cursor.snapshots.get(code, (feeds[code].number, ""))
        part = snapshot.read_part(session, code, last, room)
        page.lines.extend(part.lines)
        if part.sent:
            page.bootstrapped[code] = part.sent
        if part.last is not None:
            cursor.snapshots[code] = (began, part.last)
            return True
        cursor.snapshots.pop(code, None)
        cursor.numbers[code] = began
    return False


def _changes(session: Session, page: Page, cursor: Cursor, feeds: dict[str, KnownFeed]) -> bool:
    """Send what has changed in feeds that were read whole; return whether there is more."""
    all_behind = sorted(code for code, n in cursor.numbers.items() if n < feeds[code].number)
    # An engine takes only so many conditions in one statement.
    behind = {code: cursor.numbers[code] for code in all_behind[:FEEDS]}
    if not behind:
        return False
    rows = session.execute(_changes_after(behind, CHANGES + 1)).all()
    size = 0
    for place, row in enumerate(rows):
        if place == CHANGES or size > snapshot.PAGE_BYTES:
            return True
        _change(page, row)
        size += len(row.text or "")
        cursor.numbers[row.feed] = row.number
        page.changed[row.feed] = page.changed.get(row.feed, 0) + 1
    for code in behind:
        # The newest number may be that of a change which another one has replaced.
        cursor.numbers[code] = max(cursor.numbers[code], feeds[code].number)
    return len(all_behind) > FEEDS


def _changes_after(behind: dict[str, int], limit: int) -> Any:
    """Documents, rows of the lists and departures of several feeds, feed by feed, by number."""

    def after(feed: Any, number: Any) -> Any:
        return or_(*((feed == code) & (number > last) for code, last in sorted(behind.items())))

    documents = select(
        literal("document").label("kind"),
        Document.feed_code.label("feed"),
        Document.feed_number.label("number"),
        Document.id.label("id"),
        Document.subject_id.label("subject"),
        Document.type.label("type"),
        Document.rev.label("rev"),
        Document.head.label("text"),
        null().label("current"),
    ).where(after(Document.feed_code, Document.feed_number))
    folders = select(
        literal("index"),
        Folder.feed_code,
        Folder.feed_number,
        Folder.subject_id,
        Folder.household_id,
        Folder.kind,
        literal(0),
        Folder.index_row,
        Folder.current,
    ).where(after(Folder.feed_code, Folder.feed_number))
    gone = select(
        literal("gone"),
        Gone.feed_code,
        Gone.number,
        Gone.document_id,
        Gone.subject_id,
        null(),
        Gone.rev,
        null(),
        null(),
    ).where(after(Gone.feed_code, Gone.number))
    every = union_all(documents, folders, gone).subquery()
    return select(every).order_by(every.c.feed, every.c.number).limit(limit)


def _change(page: Page, row: Row[Any]) -> None:
    common = {"id": row.id, "feed": row.feed, "number": row.number}
    if row.kind == "document":
        page.add("document", **common, type=row.type, subject=row.subject, rev=row.rev)
        page.lines.append(row.text)
    elif row.kind == "index":
        # The row and the list are stored as JSON text: put together, not read.
        head = orjson.dumps(
            {"kind": "index", **common, "household": row.subject, "subject_kind": row.type}
        ).decode()
        page.lines.append(f'{head[:-1]},"index":{row.text or "null"},"current":{row.current}}}')
    else:
        page.add("gone", **common, subject=row.subject, rev=row.rev)
