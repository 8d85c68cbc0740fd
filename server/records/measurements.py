"""What was measured and judged: last values, trends, states, and how much there is of each."""

from collections.abc import Iterable, Sequence
from typing import Any

from server.forms.values import is_set
from server.records.current import first_day_of_last_year
from server.records.definitions import Definitions
from server.records.entry import Body, Entry

#: How many readings a trend shows.
TREND = 5
#: Parts of the folder and their forms.
PARTS = {
    "examinations": ("health_examination",),
    "other": (
        "encounter",
        "consultation",
        "referral_out",
        "referral_back",
        "health_intervention",
    ),
    "programmes": (
        "elderly_self_care",
        "tcm_constitution",
        "hypertension_follow_up",
        "diabetes_follow_up",
        "tb_first_home_visit",
        "tb_follow_up",
        "smi_information",
        "smi_follow_up",
        "pregnancy",
        "antenatal_first",
        "antenatal_follow_up",
        "postpartum_visit",
        "postpartum_42_day",
        "newborn_home_visit",
        "child_1_to_8_months",
        "child_12_to_30_months",
        "child_3_to_6_years",
        "tcm_child_guidance",
    ),
}
_PART_OF = {form: part for part, forms in PARTS.items() for form in forms}


def values(
    definitions: Definitions, services: Sequence[Entry], resident: Body, today: str
) -> dict[str, dict[str, Any]]:
    """Return for each item its newest whole reading, however old, and its recent trend."""
    since = first_day_of_last_year(today)
    found: dict[str, dict[str, Any]] = {}
    for entry in reversed(services):
        items = definitions.items.get(entry.form)
        is_recent = entry.day >= since
        if not items or (not is_recent and items <= found.keys()):
            continue
        for item, value in entry.readings(resident).items():
            if item not in found:
                found[item] = _reading(entry, value)
            if is_recent and len(found[item]["trend"]) < TREND:
                found[item]["trend"].insert(0, [entry.day, value])
    return {item: found[item] for item in sorted(found)}


def states(definitions: Definitions, services: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the newest value of each state, by form, in the form's order."""
    newest: dict[tuple[str, str], Entry] = {}
    for entry in services:
        for field in definitions.states.get(entry.form, ()):
            if is_set(entry.body.get(field)):
                newest[entry.form, field] = entry
    shown = [
        (form, field)
        for form, fields in definitions.states.items()
        for field in fields
        if (form, field) in newest
    ]
    return [_state(form, field, newest[form, field]) for form, field in shown]


def parts(services: Sequence[Entry], today: str) -> dict[str, dict[str, Any]]:
    """Return for each part of the folder how many since last year, and the latest date."""
    since = first_day_of_last_year(today)
    found: dict[str, dict[str, Any]] = {part: {"recent": 0, "latest": None} for part in PARTS}
    for entry in services:
        part = _PART_OF.get(entry.form)
        if part:
            found[part]["recent"] += entry.day >= since
            found[part]["latest"] = entry.day
    return found


def _reading(entry: Entry, value: Any) -> dict[str, Any]:
    return {
        "date": entry.day,
        "value": value,
        "form": entry.form,
        "document": entry.id,
        "trend": [],
    }


def _state(form: str, field: str, entry: Entry) -> dict[str, Any]:
    value = entry.body[field]
    return {
        "form": form,
        "field": field,
        "value": value,
        "date": entry.day,
        "document": entry.id,
    }
