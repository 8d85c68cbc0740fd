"""The functions that expressions call."""

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from server.forms.grammar import ExpressionError
from server.forms.values import Value, comparable, equal, is_set, number_of, plain
from server.rules import ages
from server.rules.identity_number import birth_date_of, is_identity_number, sex_of

Function = Callable[..., Value]
_MOST_DIGITS = 15


def _day(value: Value) -> date:
    if not isinstance(value, str):
        raise ExpressionError("type_error", f"no date: {value!r:.40}")
    try:
        return ages.parse_day(value)
    except ValueError:
        raise ExpressionError("type_error", f"no date: {value[:40]!r}") from None


def _rows(value: Value) -> list[Value]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise ExpressionError("type_error", f"no list: {value!r:.40}")
    return value


def _count(value: Value) -> Value:
    return len(_rows(value))


def _sum(value: Value) -> Value:
    if value is None or any(item is None for item in _rows(value)):
        return None
    return plain(sum(map(number_of, value), 0.0))


def _overlaps(left: Value, right: Value) -> Value:
    others = _rows(right)
    return any(equal(item, other) for item in _rows(left) for other in others)


def _extreme(pick: Callable[[Any], Value]) -> Function:
    def extreme(*values: Value) -> Value:
        found = [value for value in values if value is not None]
        if not all(comparable(found[0], value) for value in found):
            raise ExpressionError("type_error", "values that cannot be compared")
        return pick(found) if found else None

    return extreme


def _round(value: Value, digits: Value) -> Value:
    """Round half away from zero; the tiny addition makes up for what binary fractions lose."""
    number, places = number_of(value), _whole(digits)
    if abs(places) > _MOST_DIGITS:
        raise ExpressionError("type_error", f"digits: {places}")
    scale = 10**places
    scaled = abs(number) * scale + 0.5 + 1e-9
    if not math.isfinite(scaled):
        return math.copysign(scaled, number)
    return plain(math.copysign(math.floor(scaled) / scale, number))


def _floor(value: Value) -> Value:
    number = number_of(value)
    return plain(float(math.floor(number))) if math.isfinite(number) else number


def _whole(value: Value) -> int:
    number = number_of(value)
    if not math.isfinite(number):
        raise ExpressionError("type_error", "a count that is not finite")
    return int(number)


def _days_between(start: Value, end: Value) -> Value:
    return (_day(end) - _day(start)).days


def _age(of: Callable[[date, date], int | None]) -> Function:
    return lambda birth, on: of(_day(birth), _day(on))


def _moved(by: Callable[[date, int], date]) -> Function:
    def moved(day: Value, count: Value) -> Value:
        try:
            return by(_day(day), _whole(count)).isoformat()
        except OverflowError:
            raise ExpressionError("type_error", "outside the calendar") from None

    return moved


def _from_identity_number(read: Callable[[str], str]) -> Function:
    def found(value: Value) -> Value:
        return read(value) if isinstance(value, str) and is_identity_number(value) else None

    return found


def _unless_null(function: Function) -> Function:
    def guarded(*values: Value) -> Value:
        return None if None in values else function(*values)

    return guarded


#: Functions of evaluated arguments; `if`, `coalesce` and `score` choose what they evaluate.
FUNCTIONS: dict[str, Function] = {
    "is_set": is_set,
    "count": _count,
    "sum": _sum,
    "overlaps": _overlaps,
    "min_of": _extreme(min),
    "max_of": _extreme(max),
    "round": _unless_null(_round),
    "floor": _unless_null(_floor),
    "age_years": _unless_null(_age(ages.age_years)),
    "age_months": _unless_null(_age(ages.age_months)),
    "age_days": _unless_null(_age(ages.age_days)),
    "days_between": _unless_null(_days_between),
    "add_days": _unless_null(_moved(ages.add_days)),
    "add_months": _unless_null(_moved(ages.add_months)),
    "id_birth_date": _from_identity_number(birth_date_of),
    "id_sex": _from_identity_number(sex_of),
}
