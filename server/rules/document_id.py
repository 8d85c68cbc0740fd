"""Ids of documents, operations and rows: UUID version 7, or 5 where there is a natural key."""

import re
from dataclasses import dataclass

from server.rules.cleaning import Refused

_SYNTAX = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CANONICAL = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)


@dataclass(frozen=True, slots=True)
class DocumentId:
    """An id in lower case with hyphens."""

    value: str
    version: int
    #: Of version 7, the phone's clock when it was made: never used for order.
    unix_ms: int | None


def parse_document_id(text: str) -> DocumentId:
    """Read an id in any letter case.

    Raises:
        Refused: "syntax" or "version", whichever comes first.
    """
    value = text.strip().lower()
    if not _SYNTAX.fullmatch(value):
        raise Refused("syntax")
    if not _CANONICAL.fullmatch(value):
        raise Refused("version")
    version = int(value[14])
    return DocumentId(
        value, version, int(value[:8] + value[9:13], 16) if version == 7 else None
    )


def is_document_id(value: object) -> bool:
    """Whether this is an id as it is stored: version 5 or 7, lower case with hyphens."""
    return isinstance(value, str) and _CANONICAL.fullmatch(value) is not None
