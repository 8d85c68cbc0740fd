"""The index row of a resident in one lane: what lists, search and the round show of them."""

from collections.abc import Iterator
from typing import Any

from server.records import person
from server.records.entry import Body
from server.records.front_page import Page, View

#: Which measurement stands in a list for whom. Danger level: of severe mental illness.
_LAST = (
    ("hypertension", ("blood_pressure",)),
    ("type_2_diabetes", ("fasting_glucose", "random_glucose")),
    ("maternal", ("blood_pressure",)),
    ("elderly", ("blood_pressure",)),
    ("child", ("body_weight",)),
    ("severe_mental_illness", ("danger_level",)),
)
#: How many last digits can be searched.
_DIGITS = {"id_number": 4, "record_code": 5, "phone": 4}


def index_row(view: View, page: Page) -> dict[str, Any]:
    """Return the index row, but for `holds_until`, given the lane's front page.

    No age and no state stand in it: dates tell.
    """
    resident, body = view.folder.resident, view.folder.body
    row = {
        "id": resident["id"],
        "lane": view.lane,
        "flags": [*page["populations"], *_flags(page)],
        "last": _last(page),
        "tasks": page["due"],
    }
    if view.lane != "record":
        return row
    row["flags"] += _record_flags(page, body)
    return {
        **row,
        **person.links(resident),
        "name": body.get("name"),
        "sex": body.get("sex"),
        "birth_date": body.get("birth_date"),
        "digits": {key: (body.get(key) or "")[-n:] or None for key, n in _DIGITS.items()},
        "doctor": body.get("responsible_doctor"),
        "door": page["door"],
    }


def _flags(page: Page) -> Iterator[str]:
    if page["alerts"]:
        yield "alert"
    if page["conflicts"]:
        yield "conflict"
    if page["unfinished"]:
        yield "unfinished"


def _record_flags(page: Page, body: Body) -> list[str]:
    missing = [gap["field"] for gap in page["missing"]]
    raised = {
        "closed": page["status"] == "closed",
        "away": page["away"],
        "allergy": page["allergies"]["codes"] or page["allergies"]["text"],
        "no_phone": not body.get("phone") and not body.get("guardian_phone"),
        "no_history": "past_disease_status" in missing,
        "declined": body.get("record_consent") == "declined",
        "not_qualified": not page["qualified"],
    }
    return [flag for flag, is_raised in raised.items() if is_raised]


def _last(page: Page) -> dict[str, dict[str, Any]]:
    """Return for each population its newest measurement; no item twice."""
    found: dict[str, dict[str, Any]] = {}
    shown: set[str] = set()
    for population, wanted in _LAST:
        measured = [item for item in wanted if item in page["values"]]
        if population not in page["populations"] or not measured:
            continue
        # Of one day the item that is named first.
        item = max(measured, key=lambda name: page["values"][name]["date"])
        if item not in shown:
            shown.add(item)
            value = page["values"][item]
            found[population] = {"item": item, "value": value["value"], "date": value["date"]}
    return found
