"""What a batch works on: loaded in few statements, kept beside the working set."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session

from server.access.models import Area
from server.records.models import PlannedVisit
from server.sync import entries
from server.sync.authority import Departure
from server.sync.head import Head
from server.sync.models import Document, Folder, Gone, Subject
from server.sync.place import neighbours
from server.sync.raised import raised_by
from server.sync.sent import ROW, Kept, read_head
from server.sync.working_set import Conflict, WorkingSet, alias_id


@dataclass(slots=True)
class KnownSubject:
    """A subject as it stood when it was read."""

    kind: str
    area: str
    household: str | None
    rev: int


@dataclass(slots=True)
class KnownFolder:
    """A folder as it stood when it was read."""

    feed: str
    index_row: str | None
    current: str
    holds_until: str | None


@dataclass
class Batch:
    """Everything that was read for a batch, and the working set that it is applied to."""

    session: Session
    state: WorkingSet = field(default_factory=WorkingSet)
    #: What the database holds beside each document and conflict.
    kept: dict[str, Kept] = field(default_factory=dict)
    #: Subject -> its documents and conflicts, as far as they have been read or filed.
    filed: dict[str, set[str]] = field(default_factory=dict)
    #: None: looked for, and not there.
    subjects: dict[str, KnownSubject | None] = field(default_factory=dict)
    folders: dict[tuple[str, str], KnownFolder] = field(default_factory=dict)
    #: Resident -> the rows of what was planned, as they stand.
    planned: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    departures: dict[str, list[Departure]] = field(default_factory=dict)
    #: Area code -> whether it is a leaf; only areas that exist.
    areas: dict[str, bool] = field(default_factory=dict)
    #: Subjects whose every document has been read.
    whole: set[str] = field(default_factory=set)

    def load(self, ids: Iterable[str]) -> None:
        """Read these documents and conflicts, and all that says where they belong."""
        wanted = set(ids)
        while wanted := {id for id in wanted if not self.state.is_known(id)}:
            self._load_once(wanted)
            wanted = {
                near
                for id in wanted
                if (head := self.state.documents.get(id)) is not None
                for near in self._near(head)
            } | {
                conflict["document"]
                for id in wanted
                if (conflict := self.state.conflicts.get(id)) is not None
            }

    def load_around(self, ids: Iterable[str]) -> None:
        """Read what says where these documents belong, new ones too."""
        heads = [head for id in ids if (head := self.state.documents.get(id)) is not None]
        self.load({near for head in heads for near in self._near(head)})

    def _near(self, head: Head) -> set[str]:
        near = neighbours(head) | entries.left_for(head) | raised_by(head)
        near |= {head.moved_to} if head.moved_to else set()
        resident = head.links.get("resident")
        return near | ({alias_id(resident)} if resident else set()) | self._alias_of(head)

    def _alias_of(self, head: Head) -> set[str]:
        """A document without a link to a resident may be a resident's own record."""
        return set() if head.links.get("resident") else {alias_id(head.id)}

    def _load_once(self, ids: set[str]) -> None:
        self._take(
            ids,
            self.session.execute(
                select(*ROW).where(
                    or_(
                        Document.id.in_(ids),
                        # Of a document its open conflicts.
                        and_(Document.about_id.in_(ids), Document.is_complete.is_(False)),
                    )
                )
            ),
        )

    def load_whole(self, subjects: Iterable[str]) -> None:
        """Read every document of these subjects."""
        wanted = set(subjects) - self.whole
        if not wanted:
            return
        self.whole |= wanted
        heads = self._take(
            (), self.session.execute(select(*ROW).where(Document.subject_id.in_(wanted)))
        )
        # A whole folder may name a household or alias that nobody asked for yet.
        self.load(near for head in heads for near in self._near(head))

    def load_planned(self, residents: Iterable[str]) -> None:
        """Read what was planned for these residents, and what became of it."""
        table, wanted = PlannedVisit.__table__, set(residents)
        if not wanted:
            return
        self.planned.update({id: [] for id in wanted})
        rows = self.session.execute(
            select(table).where(table.c.resident_id.in_(wanted)).order_by(table.c.id)
        )
        for row in rows:
            self.planned[row.resident_id].append(dict(row._mapping))

    def load_subjects(self, ids: Iterable[str]) -> None:
        """Read these subjects' revisions and places, and their folders as they stand."""
        wanted = set(ids) - self.subjects.keys()
        if not wanted:
            return
        self.subjects.update(dict.fromkeys(wanted))
        rows = self.session.execute(
            select(
                Subject.id,
                Subject.kind,
                Subject.area_code,
                Subject.household_id,
                Subject.rev,
                Folder.lane,
                Folder.feed_code,
                Folder.index_row,
                Folder.current,
                Folder.holds_until,
            )
            .outerjoin(Folder, Folder.subject_id == Subject.id)
            .where(Subject.id.in_(wanted))
        )
        for row in rows:
            self.subjects[row.id] = KnownSubject(
                row.kind, row.area_code, row.household_id, row.rev
            )
            if row.lane is not None:
                self.folders[row.id, row.lane] = KnownFolder(
                    row.feed_code, row.index_row, row.current, row.holds_until
                )

    def members_of(self, households: Sequence[str]) -> list[str]:
        """Return the residents who live in these households, as it stands in the database."""
        if not households:
            return []
        return list(
            self.session.scalars(select(Subject.id).where(Subject.household_id.in_(households)))
        )

    def load_departures(self, ids: Iterable[str]) -> None:
        """Read where and when these documents left a feed."""
        wanted = [id for id in ids if id not in self.departures]
        if not wanted:
            return
        self.departures.update({id: [] for id in wanted})
        rows = self.session.execute(
            select(Gone.document_id, Gone.feed_code, Gone.at).where(
                Gone.document_id.in_(wanted)
            )
        )
        for row in rows:
            area = row.feed_code.partition(":")[0]
            self.departures[row.document_id].append(Departure(area, row.at))

    def load_areas(self, codes: Iterable[str]) -> None:
        """Read which of these areas exist, and which are leaves."""
        wanted = set(codes) - self.areas.keys()
        if not wanted:
            return
        rows = self.session.execute(
            select(Area.code, Area.parent_code).where(
                or_(Area.code.in_(wanted), Area.parent_code.in_(wanted))
            )
        ).all()
        parents = {row.parent_code for row in rows}
        self.areas.update(
            {row.code: row.code not in parents for row in rows if row.code in wanted}
        )

    def _take(self, asked: Iterable[str], rows: Iterable[Row[Any]]) -> list[Head]:
        heads: list[Head] = []
        conflicts: list[Conflict] = []
        for row in rows:
            if row.id in self.kept:
                continue
            found, kept = read_head(row)
            self.file(row.id, kept)
            if isinstance(found, Head):
                heads.append(found)
            else:
                conflicts.append(found)
        self.state.load(asked, heads, conflicts)
        return heads

    def file(self, id: str, kept: Kept) -> None:
        """Note what stands beside a document or conflict, and in whose folder it is now."""
        before = self.kept.get(id)
        if before is not None:
            self.filed[before.subject].discard(id)
        self.kept[id] = kept
        self.filed.setdefault(kept.subject, set()).add(id)

    def of_subject(self, subject: str) -> list[str]:
        """Return the ids of documents and conflicts in a subject's folder, in order."""
        return sorted(self.filed.get(subject, ()))
