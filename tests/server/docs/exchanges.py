"""Reads the exchanges of the protocol's page, fills in what differs each time, and compares."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.server.docs.client import Heard
from tests.server.docs.pages import ROOT

PAGE = ROOT / "docs/sync-protocol.md"
#: Any value, any further elements of a list, any further keys of an object.
ANY = "…"
_FENCE = re.compile(r"^```(.+)\n((?:(?!```).*\n)*)```$", re.MULTILINE)
_NAMED = re.compile(r"‹([^›]+)›")
_STATUS = re.compile(r"^HTTP/1\.1 (\d{3}) .*$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block of the page."""

    language: str
    name: str
    text: str


@dataclass(frozen=True)
class Message:
    """A request or an answer: its first line, headers, and JSON values or other text."""

    start: str
    headers: dict[str, str]
    body: str

    @classmethod
    def read(cls, text: str) -> "Message":
        """Read one as the page writes it."""
        head, _, body = text.strip().partition("\n\n")
        start, *headers = head.split("\n")
        return cls(start, dict(line.split(": ", 1) for line in headers), body)


@dataclass(frozen=True)
class Exchange:
    """One request and its answer."""

    name: str
    request: Message
    status: int
    answer: Message

    @classmethod
    def read(cls, block: Block) -> "Exchange":
        """Read one as the page writes it."""
        [status] = _STATUS.finditer(block.text)
        request, answer = block.text[: status.start()], block.text[status.start() :]
        return cls(block.name, Message.read(request), int(status[1]), Message.read(answer))


def blocks(page: str | None = None) -> list[Block]:
    """Return every fenced block of the page, in order."""
    text = PAGE.read_text() if page is None else page
    found = []
    for info, content in _FENCE.findall(text):
        language, _, name = info.partition(" ")
        found.append(Block(language, name, content))
    return found


def values(text: str) -> list[Any]:
    """Return the JSON values of a text, one after the other; the page breaks their lines."""
    reader, found, at = json.JSONDecoder(), [], 0
    while at < len(text):
        value, end = reader.raw_decode(text, at)
        found.append(value)
        at = re.compile(r"\s*").match(text, end).end()  # type: ignore[union-attr]  # matches nothing too
    return found


class Names:
    """What the named places of the page stand for in this run."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = dict(known)

    def fill(self, text: str) -> str:
        """Put in what is known.

        Raises:
            KeyError: a name that nothing has given so far.
        """
        return _NAMED.sub(lambda found: self.known[found[1]], text)

    def differences(self, written: Any, came: Any, at: str = "") -> Iterator[str]:
        """Tell where what came is not what is written; a new name takes what came."""
        if written == ANY:
            return
        if isinstance(written, dict) and isinstance(came, dict):
            yield from self._of_objects(written, came, at)
        elif isinstance(written, list) and isinstance(came, list):
            yield from self._of_lists(written, came, at)
        elif isinstance(written, str) and isinstance(came, str):
            yield from self._of_texts(written, came, at)
        elif type(written) is not type(came) or written != came:
            yield f"{at}: {came!r} came"

    def _of_objects(self, written: Any, came: Any, at: str) -> Iterator[str]:
        for key in [*written, *(key for key in came if key not in written)]:
            if key == ANY:
                continue
            if key not in came:
                yield f"{at}.{key}: did not come"
            elif key in written:
                yield from self.differences(written[key], came[key], f"{at}.{key}")
            elif ANY not in written:
                yield f"{at}.{key}: came as well"

    def _of_lists(self, written: Any, came: Any, at: str) -> Iterator[str]:
        is_open = written[-1:] == [ANY]
        wanted = written[:-1] if is_open else written
        if len(came) < len(wanted) or (len(came) > len(wanted) and not is_open):
            yield f"{at}: {len(came)} came"
        for place, (one, other) in enumerate(zip(wanted, came, strict=False)):
            yield from self.differences(one, other, f"{at}[{place}]")

    def _of_texts(self, written: str, came: str, at: str) -> Iterator[str]:
        name = _NAMED.fullmatch(written)
        if name and name[1] not in self.known:
            self.known[name[1]] = came
        elif self.fill(written) != came:
            yield f"{at}: {came!r} came"

    def misses(self, exchange: Exchange, heard: Heard) -> list[str]:
        """Tell all in which an answer is not the one that is written."""
        if heard.status != exchange.status:
            return [f"status {heard.status} came: {heard.body.decode()[:500]}"]
        headers = {name: heard.headers.get(name) for name in exchange.answer.headers}
        found = list(self.differences(exchange.answer.headers, headers, "headers"))
        body = heard.body
        if heard.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        came = [_in_order(json.loads(line)) for line in _lines(heard, body.decode())]
        return found + list(self.differences(values(exchange.answer.body), came, "body"))


def _lines(heard: Heard, text: str) -> list[str]:
    """A value a line where it is said so; elsewhere one, or none."""
    if heard.headers.get("Content-Type", "").startswith("application/x-ndjson"):
        return text.splitlines()
    return [text] if text else []


def _in_order(value: Any) -> Any:
    """Areas and staff of a scope come in any order."""
    if isinstance(value, dict) and value.get("kind") == "scope":
        value["areas"].sort(key=lambda area: area["code"])
        value["staff"].sort(key=lambda person: person["id"])
    return value
