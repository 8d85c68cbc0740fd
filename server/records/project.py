"""One document's head as rows of the tables that lists and figures read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from server.forms.load import Form
from server.records.search import readings_of

Row = dict[str, Any]


class Head(Protocol):
    """What is read of a document."""

    id: str
    type: str
    links: dict[str, str]
    body: dict[str, Any]
    finished: dict[str, dict[str, Any]]
    retired: dict[str, Any] | None


class Beside(Protocol):
    """What is known beside the head."""

    #: How often the document has changed; 1: it is new.
    rev: int
    day: str
    is_complete: bool
    is_retired: bool
    is_qualified: bool
    errors: list[dict[str, str]]
    missing: list[str]


class Where(Protocol):
    """Whose folder it is in, and where."""

    @property
    def subject(self) -> str:
        """Whose folder."""

    @property
    def area(self) -> str:
        """The leaf area."""

    @property
    def lane(self) -> str:
        """The lane."""

    @property
    def household(self) -> str | None:
        """The household, where the subject lives in one."""


@dataclass
class Projected:
    """Rows to write, and the documents whose rows are all replaced."""

    residents: list[Row] = field(default_factory=list)
    households: list[Row] = field(default_factory=list)
    #: Documents whose rows go before these are written.
    replaced_visits: list[str] = field(default_factory=list)
    replaced_services: list[str] = field(default_factory=list)
    visits: list[Row] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)


def project(
    into: Projected, head: Head, beside: Beside, where: Where, forms: Mapping[str, Form]
) -> None:
    """Add the rows of one document, whatever stood of it before."""
    if head.type == "resident_basic":
        into.residents.append(_resident(head, beside, where))
    elif head.type == "household":
        into.households.append(_household(head, beside, where))
    elif head.type == "visit":
        if beside.rev > 1:
            into.replaced_visits.append(head.id)
        if not beside.is_retired:
            into.visits.extend(_visit_items(head, where))
    elif forms[head.type].kind == "encounter" and "resident" in head.links:
        if beside.is_complete and not beside.is_retired:
            into.services.append(_service(head, beside, where))
        elif beside.rev > 1:
            into.replaced_services.append(head.id)


def _resident(head: Head, beside: Beside, where: Where) -> Row:
    body, name = head.body, head.body.get("name")
    return {
        "id": head.id,
        "area_code": where.area,
        "household_id": head.links.get("household"),
        "name": name or "",
        "readings": " / ".join(readings_of(name))[:400] if name else "",
        "sex": body.get("sex"),
        "birth_date": body.get("birth_date"),
        "record_code": _text(body.get("record_code"), 24),
        "responsible_doctor": _id(body.get("responsible_doctor")),
        "merged_into": where.subject if where.subject != head.id else None,
        "is_retired": beside.is_retired,
    }


def _household(head: Head, beside: Beside, where: Where) -> Row:
    body = head.body
    return {
        "id": head.id,
        "area_code": where.area,
        "natural_village": body.get("natural_village"),
        "door": body.get("door"),
        "address": body.get("household_address"),
        "head_of_household": _id(body.get("head_of_household")),
        "is_retired": beside.is_retired,
    }


def _visit_items(head: Head, where: Where) -> list[Row]:
    body = head.body
    planned = body.get("planned_date") or ""
    return [
        {
            "row_id": item["_row"],
            "document_id": head.id,
            "household_id": where.subject,
            "area_code": where.area,
            "resident_id": _id(item.get("item_resident")),
            "day": body.get("visit_date") or planned,
            "planned_day": planned,
            "purpose": item.get("item_purpose"),
            "outcome": item.get("item_outcome") or "planned",
            "assigned_to": _id(body.get("assigned_to")),
            "tasks": item.get("item_tasks") or "",
        }
        for item in body.get("visit_items") or ()
    ]


def _service(head: Head, beside: Beside, where: Where) -> Row:
    first = min(head.finished.values(), key=lambda each: str(each.get("at") or ""))
    return {
        "document_id": head.id,
        "resident_id": where.subject,
        "area_code": where.area,
        "lane": where.lane,
        "form": head.type,
        "day": beside.day,
        "author_id": first.get("actor"),
        "is_qualified": beside.is_qualified,
        "error_count": len(beside.errors),
        "missing_count": len(beside.missing),
    }


def _id(value: Any) -> str | None:
    """A reference that is no id leads nowhere, and does not fit its column."""
    return _text(value, 36)


def _text(value: Any, longest: int) -> str | None:
    return value if isinstance(value, str) and len(value) <= longest else None
