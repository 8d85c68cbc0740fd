"""Values as they are compared and stored: tidy, and the same whichever phone wrote them."""

import unicodedata
from typing import Any

#: No field holds more than rows of choices: list, row, list, text.
DEEPEST = 6
#: Whole numbers beyond this are not the same on a phone and here.
LARGEST_NUMBER = 2**53


class Unsound(ValueError):
    """A value that no field could hold: nested too deep, too large a number, broken text."""


def tidy(value: Any, depth: int = 0) -> Any:
    """Return a value as it is compared and stored; unset (null, empty text or list) is None.

    Text is trimmed and in NFC, 5.0 is 5, unset keys of a row are left out.

    Raises:
        Unsound: no field could hold this.
    """
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return _tidy_text(value) or None
    if isinstance(value, int | float):
        return _tidy_number(value)
    if depth >= DEEPEST:
        raise Unsound("nested too deep")
    if isinstance(value, list):
        return [tidy(item, depth + 1) for item in value] or None
    if isinstance(value, dict):
        tidied = ((key, tidy(item, depth + 1)) for key, item in value.items())
        return {key: item for key, item in tidied if item is not None} or None
    raise Unsound("not JSON")


def _tidy_text(text: str) -> str:
    if not text.isascii():
        # PostgreSQL cannot store half a surrogate pair, nor SQLite give it back.
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise Unsound("half a surrogate pair")
        text = unicodedata.normalize("NFC", text)
    if "\x00" in text:
        raise Unsound("a NUL character")
    return text.strip()


def _tidy_number(number: float) -> float:
    # Also false for NaN, which compares with nothing.
    if not -LARGEST_NUMBER <= number <= LARGEST_NUMBER:
        raise Unsound("not a number that a phone can hold")
    return int(number) if number == int(number) else number


def same(one: Any, other: Any) -> bool:
    """Return whether two tidy values are equal as JSON: true is not 1."""
    return bool(one == other) and _same_kind(one, other)


def _same_kind(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if isinstance(one, dict):
        return all(_same_kind(item, other[key]) for key, item in one.items())
    if isinstance(one, list):
        return all(map(_same_kind, one, other))
    return isinstance(one, bool) == isinstance(other, bool)
