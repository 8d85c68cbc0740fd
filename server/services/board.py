"""What a supervisor looks at: was everybody visited, per doctor and per grid."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from server.access.authorise import Actor
from server.access.models import Area, Grant, Staff
from server.access.scoped import areas_in_scope, in_scope, require_supervising, staff_in_scope
from server.db import reading
from server.records.models import PlannedVisit
from server.services.periods import Period
from server.services.phones import last_heard

#: What may have become of a task, each task in one of them.
STATES = ("done", "missed", "refused", "not_home", "waiting")
COUNTS = ("planned", *STATES)


def completion(actor: Actor, period: Period, today: str) -> dict[str, Any]:
    """Return what was due in a period and what became of it, per doctor and per grid.

    {planned, done, missed, refused, not_home, waiting} in all (`total`) and for each row of
    `doctors` and `grids`. planned = tasks due in the period that were not withdrawn; done: by a
    service, early or late; missed: its window has closed without one; refused, not_home: what
    the last try brought; waiting: the rest. Tasks, not tries (schedule.yaml, planned_visit).
    Of doctors also `areas` and `heard_at`, when a phone of theirs was last heard of.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    require_supervising(actor)
    with reading() as session:
        doctors = _counted(session, actor, period, today, PlannedVisit.responsible_doctor)
        grids = _counted(session, actor, period, today, PlannedVisit.area_code)
        people = _doctors(session, actor, doctors)
        heard = last_heard(session, people)
        areas = _area_names(session, actor)
    rows = [
        {**_none(), **doctors.get(id, {}), **person, "heard_at": heard.get(id)}
        for id, person in people.items()
    ]
    if None in doctors:
        rows.append({**doctors[None], "key": None, "name": "", "areas": [], "heard_at": None})
    return {
        "from": period.first,
        "to": period.last,
        "total": {name: sum(row[name] for row in grids.values()) for name in COUNTS},
        "doctors": _worst_first(rows),
        "grids": _worst_first(
            {**row, "key": key, "name": areas.get(str(key), "")} for key, row in grids.items()
        ),
    }


def _none() -> dict[str, int]:
    return dict.fromkeys(COUNTS, 0)


def _counted(
    session: Session, actor: Actor, period: Period, today: str, key: Any
) -> dict[str | None, dict[str, int]]:
    """Count by key and state in one statement; the order of the cases is the rule."""
    rows = session.execute(
        select(key.label("key"), state_of(today).label("state"), func.count().label("tasks"))
        .where(*due_in(actor, period))
        .group_by("key", "state")
    )
    counted: dict[str | None, dict[str, int]] = {}
    for row in rows:
        counts = counted.setdefault(row.key, _none())
        counts[row.state] += row.tasks
        counts["planned"] += row.tasks
    return counted


def state_of(today: str) -> Any:
    """Return the expression that says what became of a task by this day."""
    return case(
        (PlannedVisit.done_on.is_not(None), "done"),
        (PlannedVisit.close_on < today, "missed"),
        (PlannedVisit.last_outcome == "refused", "refused"),
        (PlannedVisit.last_outcome == "not_home", "not_home"),
        else_="waiting",
    )


def due_in(actor: Actor, period: Period) -> tuple[Any, ...]:
    """Return the conditions of a task that the actor may read, was due then, and counts."""
    return (
        in_scope(actor, PlannedVisit.area_code, PlannedVisit.lane),
        PlannedVisit.due_on >= period.first,
        PlannedVisit.due_on <= period.last,
        PlannedVisit.withdrawn_on.is_(None),
    )


def _doctors(
    session: Session, actor: Actor, counted: Mapping[str | None, Any]
) -> dict[str, dict[str, Any]]:
    """Everybody who has tasks here, and every doctor of the area: who has none is seen too."""
    rows = session.execute(
        select(Staff.id, Staff.name, Area.name.label("area"))
        .outerjoin(Grant, (Grant.staff_id == Staff.id) & staff_in_scope(actor, Grant.area_code))
        .outerjoin(Area, Area.code == Grant.area_code)
        .where(
            Staff.id.in_([id for id in counted if id])
            | ((Staff.role == "doctor") & Staff.is_active & Grant.id.is_not(None))
        )
        .order_by(Area.code)
    )
    people: dict[str, dict[str, Any]] = {}
    for row in rows:
        person = people.setdefault(row.id, {"key": row.id, "name": row.name, "areas": []})
        if row.area and row.area not in person["areas"]:
            person["areas"].append(row.area)
    return people


def _area_names(session: Session, actor: Actor) -> dict[str, str]:
    rows = session.execute(select(Area.code, Area.name).where(areas_in_scope(actor, Area.code)))
    return {row.code: row.name for row in rows}


def _worst_first(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The smallest share done first; of equal ones the larger, then by key."""

    def badness(row: Mapping[str, Any]) -> tuple[float, int, str]:
        share = row["done"] / row["planned"] if row["planned"] else 2.0
        return share, -row["planned"], str(row["key"])

    return [dict(row) for row in sorted(rows, key=badness)]
