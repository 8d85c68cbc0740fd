"""How far a phone has read, as one opaque text: generation, scope, and a number per feed."""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

#: A cursor, unpacked: tens of thousands of feeds.
LARGEST = 2 * 1024 * 1024
_FEED = re.compile(r"[0-9A-Za-z]{1,30}:[a-z_]{1,30}")
_SUBJECT = re.compile(r"[0-9A-Za-z-]{0,40}")


@dataclass(slots=True)
class Cursor:
    """Numbers of feeds that have been read whole, and the place in those being read."""

    generation: str
    scope: str = ""
    #: Feed -> number up to which every change has been read.
    numbers: dict[str, int] = field(default_factory=dict)
    #: Feed -> (number when its snapshot began, last subject read).
    snapshots: dict[str, tuple[int, str]] = field(default_factory=dict)

    def encode(self) -> str:
        """Return the cursor as text."""
        body = {"g": self.generation, "s": self.scope, "n": self.numbers, "b": self.snapshots}
        # Codes of neighbouring feeds are alike: packed, each takes some nine bytes.
        packed = zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 9)
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode(text: str | None, generation: str) -> Cursor:
    """Return the cursor that a phone sent.

    An empty one when it cannot be read, or is of another generation: what it says of numbers
    then means nothing here.
    """
    try:
        body = json.loads(_unpacked(text or ""))
        cursor = Cursor(
            str(body["g"]), str(body["s"]), _numbers(body["n"]), _snapshots(body["b"])
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error):
        return Cursor(generation)
    return cursor if cursor.generation == generation else Cursor(generation)


def _unpacked(text: str) -> bytes:
    packed = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    stream = zlib.decompressobj()
    # A cursor that somebody made up may inflate to anything.
    unpacked = stream.decompress(packed, LARGEST)
    if not stream.eof:
        raise ValueError("no cursor of ours")
    return unpacked


def scope_version(feeds: Iterable[str], directory_version: int) -> str:
    """Return what changes when the feeds in scope, or the names of areas and staff, change."""
    text = "|".join([str(directory_version), *sorted(feeds)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _numbers(raw: Any) -> dict[str, int]:
    return {_feed(feed): _number(number) for feed, number in raw.items()}


def _snapshots(raw: Any) -> dict[str, tuple[int, str]]:
    return {
        _feed(feed): (_number(began), _subject(last)) for feed, (began, last) in raw.items()
    }


def _feed(code: str) -> str:
    if not _FEED.fullmatch(code):
        raise ValueError("no feed")
    return code


def _subject(last: Any) -> str:
    if not _SUBJECT.fullmatch(last):
        raise ValueError("no subject")
    return str(last)


def _number(number: Any) -> int:
    if type(number) is not int or not 0 <= number < 2**53:
        raise ValueError("no number of a feed")
    return number
