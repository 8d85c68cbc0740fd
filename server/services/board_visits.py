"""The names behind a number of the board: tasks, and what came of each."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access import audit
from server.access.authorise import Actor
from server.access.models import Staff
from server.access.scoped import in_scope, require_supervising
from server.db import reading
from server.problems import NotFound
from server.records.models import Household, PlannedVisit, Resident, Service, Visit
from server.services.board import due_in, state_of
from server.services.periods import Period
from server.services.residents import whose
from server.sync.models import Folder
from server.sync.place import feed_code

MOST_TASKS = 500


def planned_visits(
    actor: Actor,
    period: Period,
    today: str,
    *,
    doctor: str | None = None,
    area: str | None = None,
    state: str | None = None,
) -> list[dict[str, Any]]:
    """Return the tasks behind a number, the most pressing first; at most 500.

    `doctor`: a staff id, or `none` for tasks of nobody; `area`: a grid; `state`: one of
    board.STATES. Each with the resident, their door and their last measured value. The log
    tells whose were shown.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    require_supervising(actor)
    wanted = [*due_in(actor, period)]
    if doctor is not None:
        column = PlannedVisit.responsible_doctor
        wanted.append(column.is_(None) if doctor == "none" else column == doctor)
    if area is not None:
        wanted.append(PlannedVisit.area_code == area)
    if state is not None:
        wanted.append(state_of(today) == state)
    with reading() as session:
        rows = _select(session, today, wanted)
    _log(actor, rows)
    return rows


def _select(session: Session, today: str, wanted: list[Any]) -> list[dict[str, Any]]:
    rows = session.execute(
        select(PlannedVisit, Resident, Household.door, Folder.index_row, state_of(today))
        .join(Resident, Resident.id == PlannedVisit.resident_id)
        .outerjoin(Household, Household.id == Resident.household_id)
        .outerjoin(
            Folder,
            (Folder.subject_id == PlannedVisit.resident_id)
            & (Folder.lane == PlannedVisit.lane),
        )
        .where(*wanted)
        .order_by(
            PlannedVisit.done_on.is_not(None),
            PlannedVisit.priority,
            PlannedVisit.due_on,
            PlannedVisit.id,
        )
        .limit(MOST_TASKS)
    )
    return [
        {**_task(task, state), **whose(resident, door), "last": _last(index)}
        for task, resident, door, index, state in rows
    ]


def _task(task: PlannedVisit, state: str) -> dict[str, Any]:
    return {
        "id": task.id,
        "rule": task.rule,
        "priority": task.priority,
        "due_on": task.due_on,
        "close_on": task.close_on,
        "done_on": task.done_on,
        "tries": task.tries,
        "last_outcome": task.last_outcome,
        "state": state,
        "feed": feed_code(task.area_code, task.lane),
    }


def _last(index_row: str | None) -> dict[str, Any] | None:
    """The newest of the values that the resident's index row shows."""
    shown = orjson.loads(index_row)["last"] if index_row else {}
    return max(shown.values(), key=lambda each: str(each["date"]), default=None)


def task(actor: Actor, task_id: str, today: str) -> dict[str, Any]:
    """Return one task with the tries and the service that it led to.

    `visits`: items of visits that named it; `services`: the resident's finished services of the
    day on which it was done.

    Raises:
        NotAllowed: the actor supervises nobody.
        NotFound: no such task, or it lies outside the actor's areas and lanes.
    """
    require_supervising(actor)
    mine = in_scope(actor, PlannedVisit.area_code, PlannedVisit.lane)
    with reading() as session:
        rows = _select(session, today, [PlannedVisit.id == task_id, mine])
        if not rows:
            raise NotFound
        found = rows[0]
        found["visits"] = _visits(session, actor, found)
        found["services"] = _services(session, actor, found)
    _log(actor, rows)
    return found


def _visits(session: Session, actor: Actor, found: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Visit, Staff.name)
        .outerjoin(Staff, Staff.id == Visit.assigned_to)
        .where(
            Visit.resident_id == found["resident"]["id"],
            Visit.tasks.contains(found["id"], autoescape=True),
            in_scope(actor, Visit.area_code),
        )
        .order_by(Visit.day)
    )
    return [
        {
            "document": visit.document_id,
            "day": visit.day,
            "outcome": visit.outcome,
            "purpose": visit.purpose,
            "by": name,
        }
        for visit, name in rows
    ]


def _services(session: Session, actor: Actor, found: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Service, Staff.name)
        .outerjoin(Staff, Staff.id == Service.author_id)
        .where(
            Service.resident_id == found["resident"]["id"],
            Service.day == found["done_on"],
            in_scope(actor, Service.area_code, Service.lane),
        )
        .order_by(Service.form, Service.document_id)
    )
    return [
        {
            "document": service.document_id,
            "form": service.form,
            "day": service.day,
            "qualified": service.is_qualified,
            "errors": service.error_count,
            "missing": service.missing_count,
            "by": name,
        }
        for service, name in rows
    ]


def _log(actor: Actor, rows: list[dict[str, Any]]) -> None:
    """Log whose tasks were shown, once for each resident and feed."""
    shown = {(row["resident"]["id"], row["feed"]) for row in rows}
    audit.log_shown(actor, shown, "board")
