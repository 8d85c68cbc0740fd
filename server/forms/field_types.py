"""Whether a value is what its field's type asks for, and if not, why."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from server.forms.load import Definition, Field
from server.forms.values import Value, is_number
from server.rules.ages import parse_day
from server.rules.identity_number import is_identity_number

Check = Callable[[Value], str | None]

_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}")
_PARTIAL = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_LONGEST = {"text": 200, "long_text": 2000}
_MOST_ROWS, _DECIMALS = 20, 1
#: What binary fractions lose when a decimal number is stored.
_LOST = 1e-9


def type_error(field: Field, value: Value) -> str | None:
    """Return the code of the first thing wrong with a set value by itself; None: nothing.

    Codes: type, option, exclusive, duplicate, decimals, max_length, pattern, phone, id_number,
    max_rows. Of a group only the list is judged, not what stands in its rows.
    """
    return type_check(field)(value)


@lru_cache(maxsize=8192)
def type_check(field: Field) -> Check:
    """Return the function that judges values of this field by themselves."""
    if field.type in _LONGEST:
        return _text_check(field.definition)
    if field.type in _WITH_DEFINITION:
        return _WITH_DEFINITION[field.type](field.definition)
    return _SIMPLE[field.type]


def _text_check(definition: Definition) -> Check:
    longest = definition.get("max_length", _LONGEST[definition["type"]])
    pattern = definition.get("pattern")
    # ASCII: `\d` must mean the same on the phone.
    fits = re.compile(pattern, re.ASCII).fullmatch if pattern else None

    def check(value: Value) -> str | None:
        if type(value) is not str:
            return "type"
        if len(value) > longest:
            return "max_length"
        return "pattern" if fits is not None and not fits(value) else None

    return check


def _decimal_check(definition: Definition) -> Check:
    decimals = definition.get("decimals", _DECIMALS)

    def check(value: Value) -> str | None:
        if not is_number(value):
            return "type"
        return None if abs(round(value, decimals) - value) < _LOST else "decimals"

    return check


def _choice_check(definition: Definition) -> Check:
    codes = frozenset(option["code"] for option in definition["options"])

    def check(value: Value) -> str | None:
        if type(value) is not str:
            return "type"
        return None if value in codes else "option"

    return check


def _choices_check(definition: Definition) -> Check:
    options = definition["options"]
    codes = frozenset(option["code"] for option in options)
    exclusive = frozenset(option["code"] for option in options if option.get("exclusive"))

    def check(value: Value) -> str | None:
        if type(value) is not list:
            return "type"
        if not all(type(code) is str and code in codes for code in value):
            return "option"
        if len(set(value)) != len(value):
            return "duplicate"
        return "exclusive" if len(value) > 1 and not exclusive.isdisjoint(value) else None

    return check


def _group_check(definition: Definition) -> Check:
    most = definition.get("max_rows", _MOST_ROWS)

    def check(value: Value) -> str | None:
        if type(value) is not list or not all(type(row) is dict for row in value):
            return "type"
        return "max_rows" if len(value) > most else None

    return check


def _check_integer(value: Value) -> str | None:
    return None if is_number(value) and value == int(value) else "type"


def _check_boolean(value: Value) -> str | None:
    return None if type(value) is bool else "type"


def _check_text(value: Value) -> str | None:
    return None if type(value) is str else "type"


def _check_location(value: Value) -> str | None:
    if type(value) is not dict:
        return "type"
    return None if is_number(value.get("lat")) and is_number(value.get("lon")) else "type"


def _check_phone(value: Value) -> str | None:
    if type(value) is not str:
        return "type"
    return None if _PHONE.fullmatch(value) else "phone"


def _check_id_number(value: Value) -> str | None:
    if type(value) is not str:
        return "type"
    return None if is_identity_number(value) else "id_number"


def _check_time(value: Value) -> str | None:
    return None if type(value) is str and _TIME.fullmatch(value) else "type"


def _read_partial_date(text: str) -> Any:
    return parse_day(f"{text}-01-01"[:10]) if _PARTIAL.fullmatch(text) else None


def _read_instant(text: str) -> Any:
    return datetime.fromisoformat(text) if _INSTANT.fullmatch(text) else None


def _calendar_check(read: Callable[[str], Any]) -> Check:
    def check(value: Value) -> str | None:
        if type(value) is not str:
            return "type"
        try:
            return "type" if read(value) is None else None
        except ValueError:
            return "type"

    return check


_WITH_DEFINITION: dict[str, Callable[[Definition], Check]] = {
    "decimal": _decimal_check,
    "choice": _choice_check,
    "choices": _choices_check,
    "group": _group_check,
}
_SIMPLE: dict[str, Check] = {
    "integer": _check_integer,
    "boolean": _check_boolean,
    "date": _calendar_check(parse_day),
    "partial_date": _calendar_check(_read_partial_date),
    "datetime": _calendar_check(_read_instant),
    "time": _check_time,
    "phone": _check_phone,
    "id_number": _check_id_number,
    "photo": _check_text,
    "signature": _check_text,
    "ref": _check_text,
    "location": _check_location,
}
