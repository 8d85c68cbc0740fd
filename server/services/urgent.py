"""Danger first: whom nobody has followed up since a critical finding."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access import audit
from server.access.authorise import Actor
from server.access.scoped import in_scope, require_supervising
from server.db import reading
from server.forms.alerts import raised_by
from server.forms.document import day_of, is_open_alert
from server.records.loaded import loaded
from server.records.models import Household, PlannedVisit, Resident
from server.services.residents import whose
from server.sync.models import Document, Folder
from server.sync.place import feed_code

#: A task that the schedule puts first: danger to a person.
FIRST_PRIORITY = 1


def urgent(actor: Actor, today: str) -> list[dict[str, Any]]:
    """Return residents in danger whom nobody has followed up, the longest waiting first.

    From open alerts, and from tasks of the first rank whose window is open; of one resident the
    oldest. {resident, doctor, since, due_on, code (of the alert) or rule and task (its id),
    cause, feed}. `cause`: the document that raised the alert, {document, form, day, values},
    `values` those that raised it; None of a task, and of a document that this actor may not
    read. The log tells whom it named.

    Raises:
        NotAllowed: the actor supervises nobody.
    """
    require_supervising(actor)
    with reading() as session:
        found = [*_alerts(session, actor), *_tasks(session, actor, today)]
        rows = _oldest(found)
        causes = _causes(session, actor, {row["cause"] for row in rows if row["cause"]})
    shown = [(row["resident"]["id"], row["feed"]) for row in rows]
    for row in rows:
        row["cause"] = _cause(causes.get(row["cause"]), row)
        if row["cause"]:
            shown.append((row["resident"]["id"], causes[row["cause"]["document"]].feed_code))
    audit.log_shown(actor, shown, "board")
    return rows


def _oldest(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    oldest: dict[str, dict[str, Any]] = {}
    for row in sorted(found, key=lambda row: (row["since"], row["resident"]["id"])):
        oldest.setdefault(row["resident"]["id"], row)
    return list(oldest.values())


def _causes(session: Session, actor: Actor, ids: set[str]) -> dict[str, Document]:
    rows = session.scalars(
        select(Document).where(
            Document.id.in_(ids),
            Document.is_retired.is_(False),
            in_scope(actor, Document.feed_code, Document.lane),
        )
    )
    return {row.id: row for row in rows}


def _cause(document: Document | None, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """A document of somebody else than the alert's resident is none that explains it."""
    forms = loaded().forms
    if document is None or document.subject_id != row["resident"]["id"]:
        return None
    form = forms.get(document.type)
    if form is None:
        return None
    head = orjson.loads(document.head)
    return {
        "document": document.id,
        "form": form.id,
        "day": day_of(forms, {"form": form.id, **head}) or None,
        "values": raised_by(form, head["body"], row["code"] or ""),
    }


def _alerts(session: Session, actor: Actor) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Document.head, Document.feed_code, Resident, Household.door)
        .join(Resident, Resident.id == Document.subject_id)
        .outerjoin(Household, Household.id == Resident.household_id)
        .where(
            Document.type == "alert_follow_up",
            Document.is_retired.is_(False),
            in_scope(actor, Document.feed_code, Document.lane),
        )
    )
    waiting = []
    for head, feed, resident, door in rows:
        body = orjson.loads(head)["body"]
        if is_open_alert(body):
            days = {"since": body.get("raised_on") or "", "due_on": body.get("due_on")}
            waiting.append(
                {
                    **_whose(resident, door),
                    **days,
                    "code": body.get("code"),
                    "rule": None,
                    "task": None,
                    "cause": body.get("cause"),
                    "feed": feed,
                }
            )
    return waiting


def _tasks(session: Session, actor: Actor, today: str) -> list[dict[str, Any]]:
    rows = session.execute(
        select(PlannedVisit, Resident, Household.door, Folder.index_row)
        .join(Resident, Resident.id == PlannedVisit.resident_id)
        .outerjoin(Household, Household.id == Resident.household_id)
        .join(
            Folder,
            (Folder.subject_id == PlannedVisit.resident_id)
            & (Folder.lane == PlannedVisit.lane),
        )
        .where(
            PlannedVisit.priority == FIRST_PRIORITY,
            PlannedVisit.done_on.is_(None),
            PlannedVisit.withdrawn_on.is_(None),
            PlannedVisit.open_on <= today,
            in_scope(actor, PlannedVisit.area_code, PlannedVisit.lane),
        )
    )
    return [
        {
            **_whose(resident, door),
            "since": task.open_on,
            "due_on": task.close_on,
            "code": None,
            "rule": task.rule,
            "task": task.id,
            "cause": None,
            "feed": feed_code(task.area_code, task.lane),
        }
        for task, resident, door, index in rows
        if _still_stands(task.id, index)
    ]


def _still_stands(task: str, index_row: str | None) -> bool:
    """A task whose last day has passed was missed for good: nobody can do it any more."""
    return index_row is not None and any(
        each["id"] == task for each in orjson.loads(index_row)["tasks"]
    )


def _whose(resident: Resident, door: str | None) -> dict[str, Any]:
    return {**whose(resident, door), "doctor": resident.responsible_doctor}
