"""How far a phone has read, as one opaque text: generation, scope, and a number per feed."""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Cursor:
    """Numbers of feeds that have been read whole, and the place in those that are being read."""

    generation: str
    scope: str = ""
    #: Feed -> number up to which every change has been read.
    numbers: dict[str, int] = field(default_factory=dict)
    #: Feed -> (number when its snapshot began, last subject read).
    snapshots: dict[str, tuple[int, str]] = field(default_factory=dict)

    def encode(self) -> str:
        """Return the cursor as text for an address."""
        body = {"g": self.generation, "s": self.scope, "n": self.numbers, "b": self.snapshots}
        return base64.urlsafe_b64encode(
            json.dumps(body, separators=(",", ":")).encode()
        ).decode()


def decode(text: str | None, generation: str) -> Cursor:
    """Return the cursor that a phone sent; an empty one when it cannot be read or is of another

    generation: what it says of numbers then means nothing here.
    """
    try:
        body = json.loads(base64.urlsafe_b64decode((text or "").encode("ascii")))
        cursor = Cursor(body["g"], body["s"], _numbers(body["n"]), _snapshots(body["b"]))
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error, UnicodeError):
        return Cursor(generation)
    return cursor if cursor.generation == generation else Cursor(generation)


def scope_version(feeds: Iterable[str], directory_version: int) -> str:
    """Return what changes when the feeds in scope, or the names of areas and staff, change."""
    text = "|".join([str(directory_version), *sorted(feeds)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _numbers(raw: Any) -> dict[str, int]:
    return {str(feed): int(number) for feed, number in raw.items()}


def _snapshots(raw: Any) -> dict[str, tuple[int, str]]:
    return {str(feed): (int(began), str(last)) for feed, (began, last) in raw.items()}
