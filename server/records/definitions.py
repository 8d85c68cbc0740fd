"""What this package reads from the forms and the schedule, prepared once."""

from collections.abc import Iterator, Mapping
from typing import Any

from server.forms.document import Forms
from server.forms.load import Form
from server.forms.schedule import Planner
from server.forms.schedule_conditions import Condition
from server.records.completeness import Completeness
from server.records.computed import Computed

#: item -> its fields on one form: a `together` line is one item.
Lines = Mapping[str, tuple[str, ...]]

#: The rule that a service of any lane satisfies, and the document that says its bare date.
ANY_SERVICE_RULE, LAST_SERVICE = "record_update", "last_service"
_NOT_A_STATE = {"next_visit_date", "visit_outcome"}
_WITHOUT_STATES = {
    "resident_basic",
    "information_card",
    "access_request",
    "record_inspection",
}


class Definitions:
    """The forms, the planner, and what each form shows on the front page."""

    def __init__(self, forms: Forms, schedule: Mapping[str, Any]) -> None:
        about_residents = [form for form in forms.values() if form.about == "resident"]
        self.forms = forms
        self.planner = Planner(_with_last_service(schedule), forms)
        self.completeness = Completeness(forms["resident_basic"])
        self.computed = Computed(forms)
        #: form -> what `summary: trend` names on it.
        self.lines: Mapping[str, Lines] = {
            form.id: lines for form in about_residents if (lines := _lines(form))
        }
        #: form -> items as the front page names them: of two arms one.
        self.items: Mapping[str, frozenset[str]] = {
            form: frozenset(map(item_of, lines)) for form, lines in self.lines.items()
        }
        #: form -> the fields whose newest value is shown, by form id.
        self.states: Mapping[str, tuple[str, ...]] = {
            form.id: fields
            for form in sorted(about_residents, key=lambda form: form.id)
            if form.id not in _WITHOUT_STATES and (fields := tuple(_states(form)))
        }
        #: form -> conditions under which its documents satisfy a rule of the schedule.
        self.satisfying: Mapping[str, tuple[Condition, ...]] = _satisfying(self.planner)


def item_of(line: str) -> str:
    """Return the item a line measures: the two arms are one."""
    return line.removeprefix("left_").removeprefix("right_")


def _lines(form: Form) -> dict[str, tuple[str, ...]]:
    lines: dict[str, tuple[str, ...]] = {}
    for field in form.fields:
        if field.definition.get("summary") == "trend":
            name = field.together or field.id
            lines[name] = (*lines.get(name, ()), field.id)
    return lines


def _states(form: Form) -> Iterator[str]:
    for field in form.fields:
        is_shown = field.definition.get("summary") == "latest"
        if is_shown and field.type in ("choice", "date") and field.id not in _NOT_A_STATE:
            yield field.id


def _satisfying(planner: Planner) -> dict[str, tuple[Condition, ...]]:
    found: dict[str, dict[str, Condition]] = {}
    for rule in planner.rules.values():
        for form, where in rule.satisfied_by.items():
            if where and rule.subject == "resident":
                found.setdefault(form, {})[where.text] = where
    return {form: tuple(conditions.values()) for form, conditions in found.items()}


def _with_last_service(schedule: Mapping[str, Any]) -> dict[str, Any]:
    """Let the bare date of a service in another lane count as a service."""
    rules = [
        {**rule, "satisfied_by": [*rule["satisfied_by"], LAST_SERVICE]}
        if rule["id"] == ANY_SERVICE_RULE
        else rule
        for rule in schedule["rules"]
    ]
    return {**schedule, "rules": rules}
