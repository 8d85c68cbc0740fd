"""What is missing in a resident's basic facts, and when more, or less, will be asked for."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from server.forms.expressions import names_of
from server.forms.load import Field, Form
from server.forms.prepared import prepare
from server.forms.schedule_conditions import Clock, Condition, condition, together
from server.forms.scopes import FormScope
from server.forms.validate import validate
from server.forms.values import is_set

Body = Mapping[str, Any]


class Judged(NamedTuple):
    """What the form of basic facts finds, from a day on and until another one."""

    missing_core: list[str]
    qualified: bool
    since: str
    #: The first later day on which it may be otherwise, as ISO text; "" where there is none.
    changes_on: str

    def holds_on(self, day: str) -> bool:
        """Say whether it is still so on a day."""
        return self.since <= day and (not self.changes_on or day < self.changes_on)


class Completeness:
    """Judges a standing document, whose gaps change with age and not only by writing."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._prepared = prepare(form)
        limited = Clock(dates=frozenset(f.id for f in form.fields if _is_limited_by_today(f)))
        self._clock = together([limited, *(c.clock for c in _conditions(form))])

    def judge(self, body: Body, today: str) -> Judged:
        """Return the core fields that are missing, and whether the document is qualified."""
        found = validate(self._form, body, {"today": today, "resident": body})
        day = date.fromisoformat(today)
        changes_on = min((d for d in self._changes(body, day) if d > day), default=None)
        return Judged(
            missing_core=found.missing_core,
            qualified=found.qualified,
            since=today,
            changes_on=changes_on.isoformat() if changes_on else "",
        )

    def _changes(self, body: Body, today: date) -> Iterator[date]:
        by_id = self._prepared.by_id
        sound = {
            name: value
            for name in self._clock.names & by_id.keys()
            if is_set(value := body.get(name)) and by_id[name].check(value) is None
        }
        context = {"today": today.isoformat(), "resident": body}
        return self._clock.changes(FormScope(sound, self._prepared, context), today)


def _conditions(form: Form) -> Iterator[Condition]:
    """Yield every expression that errors and gaps hang on."""
    for section in form.sections:
        if section.show_if:
            yield condition(section.show_if)
    for field in (*form.fields, *(c for columns in form.columns.values() for c in columns)):
        yield from _conditions_of(field, form)
    for check in form.checks:
        if check["level"] == "error":
            yield condition(check["when"])


def _conditions_of(field: Field, form: Form) -> Iterator[Condition]:
    definition = field.definition
    if "show_if" in definition:
        yield condition(definition["show_if"])
    for key in ("required", "core"):
        if isinstance(definition.get(key), Mapping):
            yield condition(definition[key]["when"])
    for key in ("min", "max"):
        if isinstance(definition.get(key), str) and not _is_limited_by_today(field):
            yield condition(definition[key])
    if field.computed and _is_used(field, form):
        yield condition(definition["computed"])


def _is_limited_by_today(field: Field) -> bool:
    """Say whether a date of the form, not of its rows, is compared with today alone."""
    limits = {field.definition.get("min"), field.definition.get("max")} - {None}
    return field.group is None and "today" in limits and field.type in ("date", "datetime")


def _is_used(field: Field, form: Form) -> bool:
    """Say whether anything that is judged hangs on a computed field."""
    judged = {"required", "core", "min", "max"} & field.definition.keys()
    others = (c for other in form.fields if other is not field for c in _texts(other))
    return bool(judged) or any(field.id in names_of(text) for text in others)


def _texts(field: Field) -> Iterator[str]:
    definition = field.definition
    for key in ("show_if", "min", "max", "computed"):
        if isinstance(definition.get(key), str):
            yield definition[key]
    for key in ("required", "core"):
        if isinstance(definition.get(key), Mapping):
            yield definition[key]["when"]
