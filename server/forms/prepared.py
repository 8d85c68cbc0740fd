"""What judging by a form needs, worked out once: its expressions, checks and limits."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from server.forms.dialect import HIGH, LOW
from server.forms.expressions import (
    Evaluate,
    Scope,
    compile_expression,
    condition,
    names_of,
    value_or_null,
)
from server.forms.field_types import Check, type_check
from server.forms.load import Definition, Field, Form

Condition = Callable[[Scope], bool]
Compare = Callable[[Any, Any], bool]
#: Comparison that raises, number compared with, code of the finding, whether it is an alert.
Threshold = tuple[Compare, float, str, bool]

_BOUNDS: dict[str, tuple[Compare, str]] = {
    "below": (operator.lt, LOW),
    "at_most": (operator.le, LOW),
    "above": (operator.gt, HIGH),
    "at_least": (operator.ge, HIGH),
}


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A field as it is judged."""

    id: str
    check: Check
    computed: Evaluate | None
    section: str | None
    show_if: Condition | None
    #: Of a companion: its field and the option that opens it.
    of: str | None
    code: str | None
    required: Condition | None
    core: Condition | None
    #: Error code, comparison that raises it, limit.
    limits: tuple[tuple[str, Compare, Evaluate], ...]
    thresholds: tuple[Threshold, ...]
    columns: tuple["Asked", ...] | None


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A cross-field check: skipped while one of its names has an error."""

    holds: Condition
    names: frozenset[str]
    level: str
    field: str
    code: str


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A form as it is judged."""

    date: str | None
    asked: tuple[Asked, ...]
    by_id: Mapping[str, Asked]
    computed: tuple[tuple[str, Evaluate], ...]
    #: Sections that are not always shown.
    sections: Mapping[str, Condition]
    rules: tuple[Rule, ...]
    #: "g.x" -> the group and its column.
    columns: Mapping[str, tuple[str, Asked]]
    #: Field or column -> points of its options.
    scores: Mapping[str, Mapping[str, float | None]]


@lru_cache(maxsize=512)
def prepare(form: Form) -> Prepared:
    """Work out what validation needs of a form; the answer is kept."""
    asked = tuple(_asked(field, form) for field in form.fields)
    return Prepared(
        date=form.date,
        asked=asked,
        by_id={one.id: one for one in asked},
        computed=tuple((one.id, one.computed) for one in asked if one.computed),
        sections={s.id: _condition(s.show_if) for s in form.sections if s.show_if},
        rules=tuple(map(_rule, form.checks)),
        columns={f"{a.id}.{c.id}": (a.id, c) for a in asked for c in a.columns or ()},
        scores={f.id: _points(f) for f in _with_columns(form) if f.options},
    )


def _asked(field: Field, form: Form) -> Asked:
    raw = field.definition
    return Asked(
        id=field.id,
        check=type_check(field),
        computed=_value(raw["computed"]) if field.computed else None,
        section=field.section if field.group is None else None,
        show_if=_condition(raw["show_if"]) if "show_if" in raw else None,
        of=field.of.id if field.of else None,
        code=field.code,
        required=None if field.computed else _demand(raw.get("required")),
        core=_demand(raw.get("core")),
        limits=_limits(raw),
        thresholds=tuple(_thresholds(raw)),
        columns=(
            tuple(_asked(column, form) for column in form.columns[field.id])
            if field.type == "group"
            else None
        ),
    )


def _value(text: str) -> Evaluate:
    return value_or_null(compile_expression(text))


def _condition(text: str) -> Condition:
    return condition(compile_expression(text))


def _demand(raw: Any) -> Condition | None:
    if not raw:
        return None
    return _condition(raw["when"]) if isinstance(raw, Mapping) else _always


def _always(scope: Scope) -> bool:
    del scope
    return True


def _limits(raw: Definition) -> tuple[tuple[str, Compare, Evaluate], ...]:
    compares: tuple[tuple[str, Compare], ...] = (("min", operator.lt), ("max", operator.gt))
    return tuple((key, wrong, _limit(raw[key])) for key, wrong in compares if key in raw)


def _limit(raw: Any) -> Evaluate:
    return _value(raw) if isinstance(raw, str) else lambda scope: raw


def _thresholds(raw: Definition) -> list[Threshold]:
    found: list[Threshold] = []
    for level in ("warn", "alert"):
        for threshold in raw.get(level, ()):
            bound = next(key for key in threshold if key in _BOUNDS)
            compare, default = _BOUNDS[bound]
            code = threshold.get("code", default)
            found.append((compare, threshold[bound], code, level == "alert"))
    return found


def _rule(check: Definition) -> Rule:
    when = check["when"]
    return Rule(
        _condition(when), names_of(when), check["level"], check["fields"][0], check["code"]
    )


def _points(field: Field) -> Mapping[str, float | None]:
    return {option["code"]: option.get("score") for option in field.options}


def _with_columns(form: Form) -> list[Field]:
    # Fields last: of one name they stand before columns.
    return [c for columns in form.columns.values() for c in columns] + list(form.fields)
