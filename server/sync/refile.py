"""What a batch changed, as the rows to write: documents, departures, folders, projections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Any

import orjson

from server.forms.document import day_of
from server.forms.load import Form
from server.records import project
from server.records.household_folder import current_of_household
from server.records.loaded import Loaded
from server.records.search import readings_of
from server.sync.batch import Batch, KnownFolder
from server.sync.head import Head
from server.sync.judgement import JudgedDocument, judge_document
from server.sync.place import RESIDENT, Place, place_of
from server.sync.sent import Kept, sent_conflict, sent_head
from server.sync.working_set import ALIAS

Row = dict[str, Any]


@dataclass
class Rows:
    """Everything that one batch writes. Numbers of feeds are put in under the feeds' lock."""

    documents: list[Row] = field(default_factory=list)
    #: Left a feed or a folder: feed, document, subject, rev.
    departures: list[Row] = field(default_factory=list)
    folders: list[Row] = field(default_factory=list)
    subjects: list[Row] = field(default_factory=list)
    projected: project.Projected = field(default_factory=project.Projected)
    #: What must still be so when the lock is held: subject -> rev, None: not there.
    expected: dict[str, int | None] = field(default_factory=dict)

    @property
    def feeds(self) -> set[str]:
        """Return every feed that takes a number."""
        rows = [*self.documents, *self.departures, *self.folders]
        return {row["feed_code"] for row in rows}


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment of the batch, and the county's calendar."""

    now: datetime
    zone: tzinfo

    @property
    def today(self) -> str:
        """Return the local day."""
        return self.now.astimezone(self.zone).date().isoformat()

    def day(self, moment: datetime) -> str:
        """Return the local day of a moment."""
        return moment.astimezone(self.zone).date().isoformat()


class Refiling:
    """Files what has changed anew. Reads whole folders of the subjects that it touches."""

    def __init__(self, batch: Batch, definitions: Loaded, clock: Clock) -> None:
        self.batch = batch
        self.forms: Mapping[str, Form] = definitions.forms
        self.records = definitions.records
        self.clock = clock
        self.rows = Rows()
        self._places: dict[str, Place] = {}

    def refile(
        self, changes: Mapping[str, Mapping[str, Any]], extra: Iterable[str] = ()
    ) -> Rows:
        """Return the rows to write.

        `changes`: document or conflict -> {actor, at, captured_on} of who changed it last.
        `extra`: subjects to compute anew although no document of theirs has changed.
        """
        self.batch.load_around(changes)
        subjects = self._with_all_concerned(self._touched_subjects(changes) | set(extra))
        homes = self._households(subjects)
        self.batch.load_folders(subjects)
        self.batch.load_subjects(subjects | homes)
        moved = self._moved(subjects)
        for id in {**dict.fromkeys(changes), **dict.fromkeys(moved)}:
            self._document(id, changes.get(id))
        for subject in sorted(subjects):
            self._subject(subject)
        self.rows.expected = {
            id: known.rev if known else None for id, known in self.batch.subjects.items()
        }
        return self.rows

    # ---- which subjects ------------------------------------------------------------------

    def _with_all_concerned(self, subjects: set[str]) -> set[str]:
        """Return also those whose page changes with these, with everything of theirs read."""
        asked: set[str] = set()
        while True:
            # A resident's page reads the visits to the household.
            self.batch.load_whole(subjects | self._households(subjects))
            households = {id for id in subjects if self._is_household(id)} - asked
            asked |= households
            # Where documents go, which no longer belong where they are filed.
            goals = {
                self.place(id).subject
                for subject in subjects
                for id in self.batch.of_subject(subject)
            }
            more = self._followers(households) | goals
            if more <= subjects:
                self.batch.load_whole(self._households(subjects))
                return subjects
            subjects = subjects | more

    def _touched_subjects(self, changes: Iterable[str]) -> set[str]:
        subjects = set()
        for id in changes:
            subjects.add(self.place(id).subject)
            if id in self.batch.kept:
                subjects.add(self.batch.kept[id].subject)
            head = self.batch.state.documents.get(id)
            if head is not None and head.type == ALIAS and "resident" in head.links:
                # All that was filed with the one given up goes to the one who stays.
                subjects.add(head.links["resident"])
        return subjects

    def _followers(self, households: set[str]) -> set[str]:
        """Residents whose page depends on a household that has changed: its members."""
        if not households:
            return set()
        members = set(self.batch.members_of(sorted(households)))
        for head in self.batch.state.documents.values():
            if head.type == RESIDENT and head.links.get("household") in households:
                members.add(self.batch.state.stays(head.id))
        return members

    def _households(self, subjects: set[str]) -> set[str]:
        heads = (self.batch.state.documents.get(subject) for subject in subjects)
        return {head.links["household"] for head in heads if head and "household" in head.links}

    def _is_household(self, subject: str) -> bool:
        head = self.batch.state.documents.get(subject)
        return head is not None and head.type == "household"

    def _moved(self, subjects: set[str]) -> list[str]:
        """Documents and conflicts that now belong to another folder or feed."""
        kept = self.batch.kept
        return sorted(
            id
            for subject in subjects
            for id in self.batch.of_subject(subject)
            if (subject, kept[id].feed) != (self.place(id).subject, self.place(id).feed)
        )

    def place(self, id: str) -> Place:
        """Return where a document belongs, or a conflict with what it is about."""
        state = self.batch.state
        about = state.conflicts[id]["document"] if id in state.conflicts else id
        if about not in self._places:
            self._places[about] = self._place_of(state.documents[about])
        return self._places[about]

    def _place_of(self, head: Head) -> Place:
        """An emptied document tells its lane no more: it stays in that which it had."""
        place = place_of(self.batch.state, head, self.forms)
        if head.moved_to is None:
            return place
        kept = self.batch.kept.get(head.id)
        target = self.batch.state.documents.get(head.moved_to)
        if kept is not None:
            return replace(place, lane=kept.lane)
        return replace(place, lane=self._place_of(target).lane) if target else place

    # ---- documents -----------------------------------------------------------------------

    def _document(self, id: str, change: Mapping[str, Any] | None) -> None:
        state, stands, place = self.batch.state, self.batch.kept.get(id), self.place(id)
        conflict = state.conflicts.get(id)
        head = state.documents[conflict["document"] if conflict else id]
        rev = stands.rev + 1 if stands else 1
        if stands and (stands.subject, stands.feed) != (place.subject, place.feed):
            self._departure(id, stands)
        kept = self._kept(head, stands, place, rev, change, is_conflict=conflict is not None)
        if conflict is not None:
            kept.is_complete = conflict["state"] != "open"
            kept.day = kept.created_on
            text = sent_conflict(conflict, head, kept)
        else:
            text = sent_head(head, kept)
        self.batch.file(id, kept)
        self.rows.documents.append(
            {
                "id": id,
                "type": "conflict" if conflict else head.type,
                "lane": place.lane,
                "subject_id": place.subject,
                "about_id": conflict["document"] if conflict else None,
                "feed_code": place.feed,
                "rev": rev,
                "day": kept.day,
                "is_complete": kept.is_complete,
                "is_retired": kept.is_retired,
                "head": text,
                "provenance": "{}" if conflict else orjson.dumps(head.by).decode(),
            }
        )
        if conflict is None:
            project.project(self.rows.projected, head, kept, place, self.forms)

    def _departure(self, id: str, stands: Kept) -> None:
        self.rows.departures.append(
            {
                "feed_code": stands.feed,
                "document_id": id,
                "subject_id": stands.subject,
                "rev": stands.rev,
                "at": self.clock.now,
            }
        )

    def _kept(
        self,
        head: Head,
        stands: Kept | None,
        place: Place,
        rev: int,
        change: Mapping[str, Any] | None,
        *,
        is_conflict: bool,
    ) -> Kept:
        created_on = stands.created_on if stands else str((change or {})["captured_on"])
        changed = {k: v for k, v in (change or {}).items() if k in ("actor", "at")}
        if is_conflict or (change is None and stands is not None):
            # Not changed itself: what was said of it on the day of capture stays.
            judged = JudgedDocument.standing(stands)
        else:
            judged = judge_document(self, head, created_on, change)
        document = {"form": head.type, "body": head.body, "created_on": created_on}
        return Kept(
            rev=rev,
            subject=place.subject,
            feed=place.feed,
            lane=place.lane,
            day=day_of(self.forms, document) or created_on,
            is_complete=judged.is_complete,
            is_retired=head.retired is not None,
            created_on=created_on,
            changed=changed or (stands.changed if stands else {}),
            errors=judged.errors,
            missing=judged.missing,
            is_qualified=judged.is_qualified,
        )

    # ---- folders -------------------------------------------------------------------------

    def _subject(self, subject: str) -> None:
        state, known = self.batch.state, self.batch.subjects.get(subject)
        head = state.documents.get(subject)
        documents = self.batch.of_subject(subject)
        if head is None or (not documents and known is None):
            place = self._place_of_area(subject, documents)
        elif state.stays(subject) != subject or not documents:
            # Merged into another: nothing is filed under this one any more.
            place = (
                Place(subject, known.kind, known.area, "record")
                if known
                else self.place(subject)
            )
        else:
            place = self.place(subject)
        self.rows.subjects.append(
            {
                "id": subject,
                "kind": place.kind,
                "area_code": place.area,
                "household_id": place.household if documents else None,
                "rev": known.rev + 1 if known else 1,
            }
        )
        self._folders(subject, place, documents)

    def _place_of_area(self, subject: str, documents: list[str]) -> Place:
        return (
            self.place(documents[0]) if documents else Place(subject, "area", subject, "record")
        )

    def _folders(self, subject: str, place: Place, documents: list[str]) -> None:
        by_lane: dict[str, list[str]] = {}
        for id in documents:
            by_lane.setdefault(self.batch.kept[id].lane, []).append(id)
        index_rows, current = self._read(subject, place, documents)
        known = {lane: f for (id, lane), f in self.batch.folders.items() if id == subject}
        for lane in sorted({*by_lane, *index_rows, *known}):
            in_lane = [id for id in by_lane.get(lane, ()) if id in current]
            self._folder(subject, place, lane, index_rows.get(lane), in_lane, known.get(lane))

    def _folder(
        self,
        subject: str,
        place: Place,
        lane: str,
        index_row: Mapping[str, Any] | None,
        current: list[str],
        known: KnownFolder | None,
    ) -> None:
        text = orjson.dumps(index_row).decode() if index_row is not None else None
        row = {
            "subject_id": subject,
            "lane": lane,
            "kind": place.kind,
            "household_id": place.household,
            "feed_code": f"{place.area}:{lane}",
            "index_row": text,
            "current": orjson.dumps(sorted(current)).decode(),
            "holds_until": index_row["holds_until"] if index_row is not None else None,
        }
        if known is not None and known.feed != row["feed_code"]:
            self._row_leaves(subject, known.feed)
        if known is None or (known.feed, known.index_row, known.current, known.holds_until) != (
            row["feed_code"],
            row["index_row"],
            row["current"],
            row["holds_until"],
        ):
            self.rows.folders.append(row)

    def _row_leaves(self, subject: str, feed: str) -> None:
        """A row of the lists leaves its feed as documents do, also where it stood alone."""
        self.rows.departures.append(
            {
                "feed_code": feed,
                "document_id": subject,
                "subject_id": subject,
                "rev": 0,
                "at": self.clock.now,
            }
        )

    def _read(
        self, subject: str, place: Place, documents: list[str]
    ) -> tuple[dict[str, Mapping[str, Any]], set[str]]:
        """Return the index row of each lane, and the ids of the current documents."""
        since = f"{int(self.clock.today[:4]) - 1}-01-01"
        conflicts = {
            id
            for id in documents
            if id in self.batch.state.conflicts
            and (not self.batch.kept[id].is_complete or self.batch.kept[id].day >= since)
        }
        heads = [id for id in documents if id in self.batch.state.documents]
        if place.kind == "household":
            facts = [self.facts_of(id) for id in heads]
            return {}, current_of_household(facts, self.clock.today) | conflicts
        if place.kind != "resident" or subject not in self.batch.kept or not documents:
            return {}, set(documents)
        projection = self.records.project_resident(self.facts(subject, heads))
        rows: dict[str, Mapping[str, Any]] = {
            lane: {**row, **self._of_place(subject, place, lane)}
            for lane, row in projection.index_rows.items()
        }
        own = {id for id in heads if self.batch.state.documents[id].type == RESIDENT}
        return rows, set(projection.current_ids) | own | conflicts

    def _of_place(self, subject: str, place: Place, lane: str) -> dict[str, Any]:
        if lane != "record":
            return {}
        name = self.batch.state.documents[subject].body.get("name")
        return {
            "area": place.area,
            "household": place.household,
            "readings": readings_of(name) if isinstance(name, str) else [],
        }

    def facts(self, subject: str, heads: list[str]) -> dict[str, Any]:
        """Return what the projections read: documents, household, visits, conflicts."""
        state = self.batch.state
        home = state.documents[subject].links.get("household")
        visits = [
            id
            for id in (self.batch.of_subject(home) if home else ())
            if id in state.documents and id != home
        ]
        others = [id for id in heads if state.documents[id].type != RESIDENT]
        return {
            "today": self.clock.today,
            "lane": "record",
            "resident": self.facts_of(subject),
            "household": self.facts_of(home) if home and home in state.documents else None,
            "documents": [self.facts_of(id) for id in others],
            "visits": [self.facts_of(id) for id in visits],
            "conflicts": [
                conflict
                for about in (subject, *others, *([home] if home else []))
                for conflict in state.open_conflicts(about)
            ],
            "last_service_on": self._last_service_elsewhere(others),
        }

    def _last_service_elsewhere(self, heads: list[str]) -> str | None:
        """The bare day of the newest service in another lane; nothing else of it is told."""
        kept = self.batch.kept
        days = [
            kept[id].day
            for id in heads
            if kept[id].lane != "record"
            and kept[id].is_complete
            and not kept[id].is_retired
            and self.forms[self.batch.state.documents[id].type].kind == "encounter"
        ]
        return max(days, default=None)

    def facts_of(self, id: str) -> dict[str, Any]:
        """Return a document as the projections read it."""
        head, kept = self.batch.state.documents[id], self.batch.kept[id]
        return {
            "id": id,
            "form": head.type,
            "body": head.body,
            "links": head.links,
            "finished": kept.is_complete,
            "retired": head.retired,
            "created_on": kept.created_on,
        }
