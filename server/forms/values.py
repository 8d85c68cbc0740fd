"""Values as expressions know them: null, boolean, number, text, list."""

from typing import Any, TypeAlias

from server.forms.grammar import ExpressionError

#: None, bool, int or float, str, or a list; from a body also the rows of a group.
Value: TypeAlias = Any

_LARGEST = 1.7976931348623157e308
_EXACT = 2.0**53
_NUMBERS = frozenset({int, float})


def is_set(value: Value) -> bool:
    """Whether something was entered: null, "" and [] are not set, 0 and false are."""
    # In this order because most values are text.
    return value != "" and value is not None and value != []


def is_number(value: Value) -> bool:
    """Whether this is a number that a double can hold; true and false are none."""
    kind = type(value)
    return (kind is int or kind is float) and -_LARGEST <= value <= _LARGEST


def plain(number: float) -> float:
    """Return a result as it is stored: 5.0 as 5, as far as doubles are exact."""
    return int(number) if number.is_integer() and -_EXACT <= number <= _EXACT else number


def truth(value: Value) -> bool:
    """Return a condition's answer; null counts as false.

    Raises:
        ExpressionError: type_error, for anything else than true, false and null.
    """
    if value is True or value is False:
        return bool(value)
    if value is None:
        return False
    raise ExpressionError("type_error", f"no condition: {value!r:.40}")


def number_of(value: Value) -> float:
    """Return a number as a double; a result may be infinite.

    Raises:
        ExpressionError: type_error.
    """
    kind = type(value)
    if kind is float:
        return float(value)
    if kind is int and -_LARGEST <= value <= _LARGEST:
        return float(value)
    raise ExpressionError("type_error", f"no number: {value!r:.40}")


def equal(left: Value, right: Value) -> bool:
    """Whether two set values are of one type and equal; true is not 1, "1" is not 1."""
    kind, other = type(left), type(right)
    if kind is list and other is list:
        return len(left) == len(right) and all(map(equal, left, right))
    if kind is other:
        return kind is not dict and bool(left == right)
    return kind in _NUMBERS and other in _NUMBERS and bool(left == right)


def comparable(left: Value, right: Value) -> bool:
    """Whether one can lie before the other: two texts or two numbers."""
    kind, other = type(left), type(right)
    return (kind is str and other is str) or (kind in _NUMBERS and other in _NUMBERS)
