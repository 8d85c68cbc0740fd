"""Files what a batch changed: documents, departures, folders and projections, as rows."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from server.forms.document import day_of
from server.records import project
from server.records.folder import Folder
from server.records.household_folder import current_of_household
from server.records.loaded import Loaded
from server.records.planned import planned_rows, withdrawn_rows
from server.records.search import readings_of
from server.sync.batch import Batch, KnownFolder
from server.sync.concerned import (
    households_of,
    moved_documents,
    touched_subjects,
    with_all_concerned,
)
from server.sync.facts import facts_of, facts_of_resident
from server.sync.head import Head
from server.sync.judgement import JudgedDocument, judge_document
from server.sync.place import RESIDENT, Place
from server.sync.rows_to_write import Rows
from server.sync.sent import Kept, provenance_of, sent_conflict, sent_head
from server.sync.surroundings import Clock, Surroundings


class Refiling:
    """Files what has changed anew. Reads whole folders of the subjects that it touches."""

    def __init__(self, batch: Batch, definitions: Loaded, clock: Clock) -> None:
        self.batch, self.clock = batch, clock
        self.forms, self.records = definitions.forms, definitions.records
        self.around = Surroundings(batch, definitions.forms, clock)
        self.place = self.around.place
        self.rows = Rows()

    def refile(
        self, changes: Mapping[str, Mapping[str, Any]], extra: Iterable[str] = ()
    ) -> Rows:
        """Return the rows to write.

        `changes`: document or conflict -> {actor, at, captured_on} of who changed it last.
        `extra`: subjects to compute anew although no document of theirs has changed.
        """
        self.batch.load_around(changes)
        subjects = with_all_concerned(
            self.around, touched_subjects(self.around, changes) | set(extra)
        )
        homes = households_of(self.around, subjects)
        self.batch.load_subjects(subjects | homes)
        self.batch.load_planned(id for id in subjects if self._is_resident(id))
        moved = moved_documents(self.around, subjects)
        for id in {**dict.fromkeys(changes), **dict.fromkeys(moved)}:
            self._document(id, changes.get(id))
        for subject in sorted(subjects):
            self._subject(subject)
        self.rows.expected = {
            id: known.rev if known else None for id, known in self.batch.subjects.items()
        }
        return self.rows

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
                "provenance": "{}" if conflict else provenance_of(head),
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
            judged = judge_document(self.around, head, created_on, change)
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

    def folder_of(self, subject: str) -> Folder | None:
        """Return a resident's documents as they now stand; None: no resident's, or given up."""
        documents = self.batch.of_subject(subject)
        # Merged into another: all is filed under the one who stays.
        if not self._is_resident(subject) or subject not in self.batch.kept or not documents:
            return None
        heads = [id for id in documents if id in self.batch.state.documents]
        facts = facts_of_resident(self.around, subject, heads)
        return Folder(self.records.definitions, facts)

    def _is_resident(self, subject: str) -> bool:
        head = self.batch.state.documents.get(subject)
        return head is not None and head.type == RESIDENT

    def log_planned(self, resident: str, area: str, folder: Folder | None) -> None:
        """Bring up what was planned for a resident, and what became of it."""
        before = self.batch.planned.get(resident, [])
        if folder is None or folder.resident["retired"]:
            rows = withdrawn_rows(before, self.clock.today)
        else:
            rows = planned_rows(folder, area, before)
        stood = {row["id"]: row for row in before}
        self.rows.planned += [row for row in rows if row != stood.get(row["id"])]

    def _folders(self, subject: str, place: Place, documents: list[str]) -> None:
        by_lane: dict[str, list[str]] = {}
        for id in documents:
            by_lane.setdefault(self.batch.kept[id].lane, []).append(id)
        folder = self.folder_of(subject)
        self.log_planned(subject, place.area, folder)
        index_rows, current = self._read(subject, place, documents, folder)
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
        self, subject: str, place: Place, documents: list[str], folder: Folder | None
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
            facts = [facts_of(self.around, id) for id in heads]
            return {}, current_of_household(facts, self.clock.today) | conflicts
        if folder is None:
            return {}, set(documents)
        projection = self.records.project_folder(folder)
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
