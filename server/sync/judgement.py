"""Judges a document by its form when it changes: is it finished, and what is wrong in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.forms.validate import validate
from server.sync.finished import is_finished
from server.sync.head import Head
from server.sync.operation import moment_of
from server.sync.place import RESIDENT
from server.sync.sent import Kept
from server.sync.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """What its form says of a document."""

    is_complete: bool
    #: {field, code}: what *Needs attention* shows its author.
    errors: list[dict[str, str]]
    missing: list[str]
    is_qualified: bool

    @classmethod
    def standing(cls, kept: Kept | None) -> "JudgedDocument":
        """Return what was said before; of what is new and has no form: nothing is wrong."""
        if kept is None:
            return cls(True, [], [], True)
        return cls(kept.is_complete, kept.errors, kept.missing, kept.is_qualified)


def judge_document(
    around: Surroundings, head: Head, created_on: str, change: Mapping[str, Any] | None
) -> JudgedDocument:
    """Return whether all of a document is finished, and its errors as of the day of capture."""
    context = _context(around, head, created_on, change)
    form = around.forms[head.type]
    complete = is_finished(head, form, context)
    if head.retired is not None:
        return JudgedDocument(complete, [], [], False)
    found = validate(form, head.body, context)
    errors = [
        {"field": str(each["field"]), "code": str(each["code"])}
        for each in found.errors
        if complete or each["code"] != "required"
    ]
    qualified = complete and found.qualified
    return JudgedDocument(complete, errors, list(found.missing_core), qualified)


def _context(
    around: Surroundings, head: Head, created_on: str, change: Mapping[str, Any] | None
) -> dict[str, Any]:
    state = around.batch.state
    day = around.clock.day(moment_of(change["at"])) if change else around.clock.today
    place = around.place(head.id)
    resident = state.documents.get(place.subject) if place.kind == "resident" else None
    home = state.documents.get(place.household or place.subject)
    return {
        "today": max(day, created_on),
        "actor": change["actor"] if change else None,
        "resident": resident.body if resident else None,
        "household": home.body if home else None,
        "previous": _previous(around, head, place.subject),
        "pregnancy": _open_pregnancy(around, place.subject),
    }


def _previous(around: Surroundings, head: Head, subject: str) -> Mapping[str, Any] | None:
    """The last finished document of this form before this one, computed fields too."""
    form = around.forms[head.type]
    if form.date is None or head.type == RESIDENT:
        return None
    own_day = str(head.body.get(form.date) or "9999")
    before = [
        (around.batch.kept[id].day, id)
        for id in around.batch.of_subject(subject)
        if id != head.id and _is_service_before(around, id, head.type, own_day)
    ]
    if not before:
        return None
    day, id = max(before)
    body = around.batch.state.documents[id].body
    return {**body, **validate(form, body, {"today": day}).computed}


def _is_service_before(around: Surroundings, id: str, form: str, day: str) -> bool:
    other, kept = around.batch.state.documents.get(id), around.batch.kept[id]
    return (
        other is not None
        and other.type == form
        and kept.is_complete
        and not kept.is_retired
        and kept.day < day
    )


def _open_pregnancy(around: Surroundings, subject: str) -> Mapping[str, Any] | None:
    """The pregnancy that has no outcome yet."""
    for id in around.batch.of_subject(subject):
        head = around.batch.state.documents.get(id)
        if (
            head is not None
            and head.type == "pregnancy"
            and head.retired is None
            and not head.body.get("pregnancy_outcome")
        ):
            return head.body
    return None
