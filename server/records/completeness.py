"""What is missing in a resident's basic facts, and when more, or less, will be asked for."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from server.forms.expressions import names_of
from server.forms.load import Field, Form
from server.forms.prepared import prepare
from server.forms.schedule_conditions import Condition, condition
from server.forms.scopes import FormScope
from server.forms.validate import validate
from server.forms.values import is_set

Body = Mapping[str, Any]


class Judged(NamedTuple):
    """What the form of basic facts finds on a day."""

    missing_core: list[str]
    qualified: bool


class Completeness:
    """Judges a standing document, whose gaps change with age and not only by writing."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._prepared = prepare(form)
        self._timed = tuple(c for c in _conditions(form) if c.is_timed)
        #: Date fields that may not lie in the future, or not in the past.
        self._limited = tuple(f.id for f in form.fields if _is_limited_by_today(f))
        self._names = {
            name for timed in self._timed for name in names_of(timed.text) if name in form.by_id
        }

    def judge(self, body: Body, today: str) -> Judged:
        """Return the core fields that are missing, and whether the document is qualified."""
        found = validate(self._form, body, {"today": today, "resident": body})
        return Judged(found.missing_core, found.qualified)

    def changes(self, body: Body, today: str) -> Iterator[date]:
        """Yield the days, past ones too, on which the judgement may change by itself."""
        by_id, day = self._prepared.by_id, date.fromisoformat(today)
        sound = {
            name: value
            for name in (*self._names, *self._limited)
            if is_set(value := body.get(name)) and by_id[name].check(value) is None
        }
        scope = FormScope(sound, self._prepared, {"today": today, "resident": body})
        for timed in self._timed:
            yield from timed.changes(scope, day)
        for name in self._limited:
            if limited := scope[name]:
                yield date.fromisoformat(limited[:10])
                yield date.fromisoformat(limited[:10]) + timedelta(days=1)


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
