"""The nightly log of what was due for whom, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, select

from server.db import pages, reading, writing
from server.db.engine import upsert
from server.forms.schedule_log import planned_visits
from server.records.folder import Folder
from server.records.loaded import Loaded
from server.records.models import PlannedVisit
from server.records.tasks import RECORD, planner_facts
from server.rules.natural_keys import natural_id
from server.sync.batch import Batch
from server.sync.facts import facts_of_resident
from server.sync.models import Subject
from server.sync.refile import Refiling
from server.sync.surroundings import Clock

Row = dict[str, Any]

#: Column of the table -> key of the planner's row.
_COLUMNS = {
    "rule": "rule",
    "cycle": "cycle",
    "open_on": "open",
    "due_on": "due",
    "close_on": "close",
    "priority": "priority",
    "done_on": "done_on",
    "withdrawn_on": "withdrawn_on",
    "withdrawn_reason": "withdrawn_reason",
    "tries": "tries",
    "last_outcome": "last_outcome",
}
_NO_SERVICE = frozenset({"postponed", "not_home", "refused", "away"})


def log_planned_visits(definitions: Loaded, clock: Clock) -> int:
    """Bring the log up to this day; return how many rows it has written.

    A second run in one night changes nothing (schedule, `planned_visit`).
    """
    written = 0
    with reading() as session:
        residents = session.scalars(
            select(Subject.id).where(Subject.kind == "resident").order_by(Subject.id)
        ).all()
    for page in pages(residents):
        written += _log_page(page, definitions, clock)
    return written


def _log_page(residents: Sequence[str], definitions: Loaded, clock: Clock) -> int:
    with reading() as session:
        batch = Batch(session)
        batch.load_whole(residents)
        heads = batch.state.documents
        batch.load_whole(
            head.links["household"]
            for head in list(heads.values())
            if "household" in head.links
        )
        batch.load_subjects(residents)
        refiling = Refiling(batch, definitions, clock)
        before = _rows_of(
            session.scalars(select(PlannedVisit).where(PlannedVisit.resident_id.in_(residents)))
        )
        rows = [
            row
            for resident in residents
            # Merged into another, or moved out of sight: nothing more is planned for them.
            if resident in heads and (known := batch.subjects[resident]) is not None
            for row in _logged(
                definitions, refiling, resident, known.area, before.get(resident, [])
            )
        ]
    changed = [row for row in rows if row not in before.get(row["resident_id"], [])]
    with writing() as session:
        upsert(session, cast(Table, PlannedVisit.__table__), changed)
    return len(changed)


def _rows_of(kept: Iterable[PlannedVisit]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    names = [column.name for column in PlannedVisit.__table__.columns]
    for row in kept:
        found.setdefault(row.resident_id, []).append({n: getattr(row, n) for n in names})
    return found


def _logged(
    definitions: Loaded, refiling: Refiling, resident: str, area: str, before: list[Row]
) -> Iterator[Row]:
    """Return the rows of a resident, each in the lane that alone may know of it."""
    batch = refiling.batch
    heads = [id for id in batch.of_subject(resident) if id in batch.state.documents]
    facts = facts_of_resident(refiling.around, resident, heads)
    folder = Folder(definitions.records.definitions, facts)
    told: set[str] = set()
    for lane in sorted(folder.lanes, key=lambda lane: (lane != "record", lane)):
        known = [row for row in before if row["lane"] == lane]
        for planned in _of_lane(folder, RECORD | {lane}, known):
            id = natural_id("planned_visit", resident, planned["rule"], planned["cycle"])
            if id in told:
                continue
            told.add(id)
            yield {
                "id": id,
                "resident_id": resident,
                "area_code": area,
                "lane": lane,
                "responsible_doctor": folder.body.get("responsible_doctor"),
                "done_by": _done_by(folder, planned),
                **{column: planned[key] for column, key in _COLUMNS.items()},
            }


def _done_by(folder: Folder, planned: Row) -> str | None:
    """Return who gave the service that settled a task, as its document says."""
    rule = folder.definitions.planner.rules.get(planned["rule"])
    if rule is None or planned["done_on"] is None:
        return None
    authors = [
        entry.body.get("responsible_doctor")
        for entry in folder.entries
        if entry.form in rule.satisfied_by and entry.day == planned["done_on"]
    ]
    return authors[-1] if authors else None


def _of_lane(folder: Folder, lanes: frozenset[str], known: list[Row]) -> list[Row]:
    planner = folder.definitions.planner
    kept = [{key: row[column] for column, key in _COLUMNS.items()} for row in known]
    facts = {**planner_facts(folder, lanes), "today": folder.today}
    planned = planned_visits(planner, kept, facts)
    tries = list(_tries(folder, planned))
    return planned_visits(planner, kept, {**facts, "tries": tries}) if tries else planned


def _tries(folder: Folder, planned: Iterable[Row]) -> Iterator[Mapping[str, Any]]:
    """Return the visit items that named one of these tasks and brought no service."""
    resident = folder.resident["id"]
    named = {natural_id("planned_visit", resident, r["rule"], r["cycle"]): r for r in planned}
    for visit in folder.visits:
        for item in visit.body.get("visit_items") or ():
            if item.get("item_outcome") not in _NO_SERVICE:
                continue
            for task in (item.get("item_tasks") or "").split(";"):
                if row := named.get(task.strip()):
                    yield {
                        "rule": row["rule"],
                        "cycle": row["cycle"],
                        "date": visit.day,
                        "outcome": item["item_outcome"],
                    }
