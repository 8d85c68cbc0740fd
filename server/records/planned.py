"""What was due for a resident and what became of it, as rows that are kept; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from server.forms.schedule_log import planned_visits
from server.records.folder import Folder
from server.records.tasks import RECORD, planner_facts
from server.rules.natural_keys import natural_id

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


def planned_rows(folder: Folder, area: str, before: Sequence[Row]) -> Iterator[Row]:
    """Return a resident's rows as of the folder's day, each in the lane that may know of it.

    `before`: the rows as they stood. The same facts on the same day give the same rows again.
    """
    resident, told = folder.resident["id"], set[str]()
    lanes = folder.lanes | {row["lane"] for row in before}
    for lane in sorted(lanes, key=lambda lane: (lane != "record", lane)):
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


def withdrawn_rows(before: Iterable[Row], today: str) -> Iterator[Row]:
    """Return the rows of somebody for whom nothing is planned any more; open ones withdrawn.

    So of a record that was merged into another, or never should have been.
    """
    for row in before:
        is_open = not row["done_on"] and not row["withdrawn_on"] and today <= row["close_on"]
        gone = {"withdrawn_on": today, "withdrawn_reason": "not_applicable"}
        yield {**row, **gone} if is_open else row


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
