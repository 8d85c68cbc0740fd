"""What a supervisor looks at: was everybody visited, and which phones have been silent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from server.access.authorise import Actor
from server.access.models import Area, Device, Grant, Staff
from server.access.scoped import in_scope, staff_in_scope
from server.db import reading
from server.problems import Invalid, NotAllowed
from server.records.models import PlannedVisit, Resident
from server.sync.models import Document

SUPERVISING = frozenset({"supervisor", "records_manager"})
LONGEST_PERIOD_DAYS = 400
MOST_VISITS = 500


@dataclass(frozen=True, slots=True)
class Period:
    """Days from one to another, both counted."""

    first: str
    last: str

    @classmethod
    def of(cls, first: str, last: str) -> "Period":
        """Return the period between two days.

        Raises:
            Invalid: one is no day, they are in the wrong order, or too far apart.
        """
        try:
            days = (date.fromisoformat(last) - date.fromisoformat(first)).days
        except ValueError:
            raise Invalid(errors=[{"field": "from", "code": "type"}]) from None
        if not 0 <= days <= LONGEST_PERIOD_DAYS:
            raise Invalid(errors=[{"field": "to", "code": "max"}])
        return cls(first, last)


def completion(actor: Actor, period: Period, today: str) -> dict[str, Any]:
    """Return what was due in a period and what became of it, per doctor and per grid.

    {planned, done, missed, refused, waiting} in all and for each row of `doctors` and `grids`:
    planned = tasks due in the period that were not withdrawn; done: by a service, early or late;
    missed: its window has closed without one; refused: the last try was refused; waiting: the
    rest. Tasks, not tries (schedule.yaml, planned_visit).

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    _require_supervising(actor)
    with reading() as session:
        doctors = _counted(session, actor, period, today, PlannedVisit.responsible_doctor)
        grids = _counted(session, actor, period, today, PlannedVisit.area_code)
        names = dict(
            session.execute(
                select(Staff.id, Staff.name).where(Staff.id.in_([row["key"] for row in doctors]))
            ).tuples()
        )
        areas = dict(
            session.execute(
                select(Area.code, Area.name).where(Area.code.in_([row["key"] for row in grids]))
            ).tuples()
        )
    total = {name: sum(row[name] for row in grids) for name in COUNTS}
    return {
        "from": period.first,
        "to": period.last,
        "total": total,
        "doctors": _worst_first(doctors, names),
        "grids": _worst_first(grids, areas),
    }


COUNTS = ("planned", "done", "missed", "refused", "waiting")


def _counted(
    session: Session, actor: Actor, period: Period, today: str, key: Any
) -> list[dict[str, Any]]:
    is_done = PlannedVisit.done_on.is_not(None)
    is_missed = ~is_done & (PlannedVisit.close_on < today)
    is_refused = ~is_done & ~is_missed & (PlannedVisit.last_outcome == "refused")
    rows = session.execute(
        select(
            key.label("key"),
            func.count().label("planned"),
            func.sum(case((is_done, 1), else_=0)).label("done"),
            func.sum(case((is_missed, 1), else_=0)).label("missed"),
            func.sum(case((is_refused, 1), else_=0)).label("refused"),
        )
        .where(*_due_in(actor, period))
        .group_by(key)
    )
    return [
        {
            **(counts := {name: int(getattr(row, name)) for name in COUNTS[:4]}),
            "waiting": counts["planned"] - counts["done"] - counts["missed"] - counts["refused"],
            "key": row.key,
        }
        for row in rows
    ]


def _due_in(actor: Actor, period: Period) -> tuple[Any, ...]:
    return (
        in_scope(actor, PlannedVisit.area_code, PlannedVisit.lane),
        PlannedVisit.due_on >= period.first,
        PlannedVisit.due_on <= period.last,
        PlannedVisit.withdrawn_on.is_(None),
    )


def _worst_first(rows: list[dict[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The most missed first; of equal ones the larger, then by key, so that the order stands."""
    return [
        {**row, "name": names.get(row["key"] or "", "")}
        for row in sorted(
            rows, key=lambda row: (-row["missed"], -row["planned"], str(row["key"]))
        )
    ]


def planned_visits(
    actor: Actor,
    period: Period,
    today: str,
    *,
    doctor: str | None = None,
    area: str | None = None,
    state: str | None = None,
) -> list[dict[str, Any]]:
    """Return the tasks behind a number: who, due when, what became of it. At most 500.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    _require_supervising(actor)
    wanted = [*_due_in(actor, period)]
    if doctor is not None:
        wanted.append(PlannedVisit.responsible_doctor == doctor)
    if area is not None:
        wanted.append(PlannedVisit.area_code == area)
    with reading() as session:
        rows = session.execute(
            select(PlannedVisit, Resident.name)
            .join(Resident, Resident.id == PlannedVisit.resident_id)
            .where(*wanted)
            .order_by(PlannedVisit.due_on, PlannedVisit.id)
            .limit(MOST_VISITS)
        ).all()
        listed = [_listed(row.PlannedVisit, row.name, today) for row in rows]
    return [each for each in listed if state in (None, each["state"])]


def _listed(task: PlannedVisit, name: str, today: str) -> dict[str, Any]:
    return {
        "id": task.id,
        "resident": task.resident_id,
        "name": name,
        "rule": task.rule,
        "due_on": task.due_on,
        "close_on": task.close_on,
        "done_on": task.done_on,
        "done_by": task.done_by,
        "tries": task.tries,
        "last_outcome": task.last_outcome,
        "state": _state(task, today),
    }


def _state(task: PlannedVisit, today: str) -> str:
    if task.done_on is not None:
        return "done"
    if task.close_on < today:
        return "missed"
    return "refused" if task.last_outcome == "refused" else "waiting"


def phones(actor: Actor) -> list[dict[str, Any]]:
    """Return the phones of the actor's people, the longest silent first.

    `gap`: the phone has numbered entries that never arrived (its storage may have been cleared);
    `copied`: two phones use one identity; `waiting`: operations that a person must look at.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    if actor.role != "administrator":
        _require_supervising(actor)
    with reading() as session:
        rows = session.execute(
            select(Device, Staff.name)
            .join(Staff, Staff.id == Device.staff_id)
            .where(
                Device.staff_id.in_(
                    select(Grant.staff_id).where(staff_in_scope(actor, Grant.area_code))
                ),
                Device.revoked_at.is_(None),
            )
        ).all()
        return sorted((_phone(row.Device, row.name) for row in rows), key=_silence)


def _phone(device: Device, name: str) -> dict[str, Any]:
    return {
        "device": device.id,
        "staff": device.staff_id,
        "name": name,
        "last_contact_at": device.last_contact_at,
        "enrolled_at": device.enrolled_at,
        "gap": device.seq_count < device.highest_seq,
        "copied": device.is_copied,
        "lost": device.is_lost,
    }


def _silence(phone: Mapping[str, Any]) -> Any:
    return phone["last_contact_at"] or phone["enrolled_at"]


def open_conflicts(actor: Actor) -> int:
    """Return how many conflicts of the actor's areas and lanes wait for a decision."""
    with reading() as session:
        return (
            session.scalar(
                select(func.count())
                .select_from(Document)
                .where(
                    Document.type == "conflict",
                    Document.is_complete.is_(False),
                    in_scope(actor, Document.feed_code, Document.lane),
                )
            )
            or 0
        )


def _require_supervising(actor: Actor) -> None:
    if actor.role not in SUPERVISING:
        raise NotAllowed
