"""Ids that two phones make alike without meeting: UUID version 5 of what names a document."""

from collections.abc import Iterable
from typing import TypeGuard
from uuid import NAMESPACE_DNS, UUID, uuid5

#: The same for every county, so that a resident who moves keeps all ids. Not a secret.
NAMESPACE: UUID = uuid5(NAMESPACE_DNS, "doorstep.invalid")


def natural_id(document_type: str, *parts: str | int) -> str:
    """Return the id of the document that these parts name, lower case with hyphens.

    Parts are ids, ISO dates, codes and whole numbers, in the order of the natural key. Never an
    identity number or another guessable secret: a version 5 id can be found by trying.

    Raises:
        ValueError: there is no part, or one is empty: such a document takes a version 7 id.
    """
    texts = [str(part) for part in parts]
    if not texts or not all(texts):
        raise ValueError("a natural key needs parts, and each of them a value")
    name = "|".join([document_type, *map(_escape, texts)])
    return str(uuid5(NAMESPACE, name))


def is_key_value(value: object) -> TypeGuard[str | int]:
    """Say whether this can be part of a natural key: a number, or a text that is not empty."""
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


def key_values(values: Iterable[object]) -> list[str | int] | None:
    """Return these as parts of a natural key, or None where one of them is unset."""
    found = list(values)
    parts = [value for value in found if is_key_value(value)]
    return parts if len(parts) == len(found) else None


def row_id(document: str, group: str, *values: str | int) -> str:
    """Return the `_row` of a group that has a `row_key`, from its columns' values.

    Raises:
        ValueError: a value is empty.
    """
    return natural_id("row", document, group, *values)


def resident_of_sheet(token_id: str) -> str:
    """Return the resident id of a walk-in who carries a route sheet.

    Every phone that scans the sheet makes the same resident.

    Raises:
        ValueError: the token id is not 32 lower-case hexadecimal digits.
    """
    if len(token_id) != 32 or set(token_id) - set("0123456789abcdef"):
        raise ValueError("a token id has 32 hexadecimal digits")
    return natural_id("resident", token_id)


def _escape(part: str) -> str:
    return part.replace("\\", "\\\\").replace("|", "\\|")
