"""What is due for a resident, per lane: the planner's tasks with their ids, without states."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from server.forms.schedule import Outlook
from server.forms.schedule_situation import FlatDocument
from server.forms.schedule_states import Task
from server.records import person
from server.records.definitions import LAST_SERVICE
from server.records.folder import Folder
from server.rules.natural_keys import natural_id

RECORD = frozenset({"record"})
_NOT_SERVED = {"postponed", "not_home", "refused"}


class Due(NamedTuple):
    """Tasks with their windows, and the first later day on which they may be others."""

    tasks: list[dict[str, Any]]
    changes_on: date | None


class Round:
    """The tasks of one resident on any day; what hangs on no day is worked out once."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._facts: dict[frozenset[str], dict[str, Any]] = {}
        self._until = dict(_next_attempts(folder))

    def due(self, lane: str, today: str) -> Due:
        """Return the tasks of a lane.

        Of another lane than `record` those that the record lane alone does not have, or has
        otherwise.
        """
        base = self._of_lanes(RECORD, today)
        if lane == "record":
            return base
        whole = self._of_lanes(RECORD | {lane}, today)
        tasks = [task for task in whole.tasks if task not in base.tasks]
        return Due(tasks, _first(base.changes_on, whole.changes_on))

    def _of_lanes(self, lanes: frozenset[str], today: str) -> Due:
        if lanes not in self._facts:
            self._facts[lanes] = planner_facts(self._folder, lanes)
        facts = {**self._facts[lanes], "today": today}
        outlook = self._folder.definitions.planner.outlook(facts)
        changes_on = outlook.changes_on
        if deferrals := self._deferrals(outlook.tasks):
            outlook = self._deferred(facts, deferrals)
            changes_on = _first(changes_on, outlook.changes_on)
        return Due([self._shown(task, today) for task in outlook.tasks], changes_on)

    def _deferred(self, facts: dict[str, Any], deferrals: list[dict[str, str]]) -> Outlook:
        return self._folder.definitions.planner.outlook({**facts, "deferrals": deferrals})

    def _deferrals(self, tasks: Iterable[Task]) -> list[dict[str, str]]:
        if not self._until:
            return []
        return [
            {"rule": task["rule"], "cycle": task["cycle"], "until": self._until[name]}
            for task in tasks
            if (name := self._id_of(task)) in self._until
        ]

    def _id_of(self, task: Task) -> str:
        resident = self._folder.resident["id"]
        return natural_id("planned_visit", resident, task["rule"], task["cycle"])

    def _shown(self, task: Task, today: str) -> dict[str, Any]:
        name = self._id_of(task)
        shown = {"id": name, **{key: value for key, value in task.items() if key != "state"}}
        until = self._until.get(name, "")
        # Late it stays, but nobody goes there before the day that was agreed.
        is_awaited = task["state"] == "overdue" and until >= today
        if task["state"] == "deferred" or is_awaited:
            shown["until"] = until
        if task["state"] == "away":
            shown["resting"] = True
        return shown


def planner_facts(folder: Folder, lanes: frozenset[str]) -> dict[str, Any]:
    """Return what the planner is told of a resident by these lanes together, without a day."""
    body = folder.body_for(lanes)
    flat: list[FlatDocument] = [
        entry.flat(body)
        for entry in folder.entries
        if entry.is_finished and entry.lane in lanes
    ]
    documents = [doc for doc in flat if doc["form"] != "programme_enrolment"]
    documents += spans(doc for doc in flat if doc["form"] == "programme_enrolment")
    if last := folder.facts.get("last_service_on"):
        documents.append({"id": LAST_SERVICE, "form": LAST_SERVICE, "date": last})
    resident = {**body, "record_status": person.status(folder)}
    return {"resident": resident, "documents": documents}


def spans(enrolments: Iterable[FlatDocument]) -> list[dict[str, Any]]:
    """Return one enrolment for those of a programme that overlap: the earliest.

    Two phones that ticked a programme on different days began the same span twice.
    """
    found: list[dict[str, Any]] = []
    for enrolment in sorted(enrolments, key=_by_programme):
        before = found[-1] if found else None
        if before is None or not _overlap(before, enrolment):
            found.append(dict(enrolment))
            continue
        ends = before.get("ended_on"), enrolment.get("ended_on")
        before["ended_on"] = max(ends) if all(ends) else None  # type: ignore[type-var] # both set
        before["notified_on"] = before.get("notified_on") or enrolment.get("notified_on")
    return found


def _by_programme(enrolment: Mapping[str, Any]) -> tuple[str, str, str]:
    return enrolment.get("programme") or "", enrolment["date"], enrolment["id"]


def _overlap(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    if before.get("programme") != after.get("programme"):
        return False
    return not (before.get("ended_on") and before["ended_on"] < after["date"])


def _next_attempts(folder: Folder) -> Iterator[tuple[str, str]]:
    """Yield (task, day of the next attempt) of items that brought no service, oldest first."""
    for visit in folder.visits:
        for row in visit.body.get("visit_items") or ():
            day = row.get("item_next_attempt_date")
            is_hers = row.get("item_resident") == folder.resident["id"]
            if day and is_hers and row.get("item_outcome") in _NOT_SERVED:
                for task in (row.get("item_tasks") or "").split(";"):
                    yield task.strip(), day


def _first(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)
