"""The head of a document: what stands of it, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(slots=True)
class Head:
    """What stands of one document. The values inside `body` are never changed in place."""

    id: str
    type: str
    version: int = 1
    links: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    #: Section (`*`: all) -> actor, at, operation of who finished it first.
    finished: dict[str, dict[str, Any]] = field(default_factory=dict)
    retired: dict[str, Any] | None = None
    moved_to: str | None = None
    #: Unit -> operation, actor, at of who set it last.
    by: dict[str, dict[str, Any]] = field(default_factory=dict)

    def copy(self) -> "Head":
        """Return a head that can be changed without changing this one."""
        return Head(
            self.id,
            self.type,
            self.version,
            dict(self.links),
            dict(self.body),
            dict(self.finished),
            self.retired,
            self.moved_to,
            dict(self.by),
        )

    def empty(self) -> None:
        """Take everything out, as of a document that is written for the first time."""
        self.links, self.body, self.finished, self.by = {}, {}, {}, {}
        self.retired = self.moved_to = None

    def to_json(self) -> dict[str, Any]:
        """Return the head as JSON holds it."""
        return {key: getattr(self, key) for key in _KEYS}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Head":
        """Build a head from what `to_json` gave; keys that are missing are empty."""
        head = cls(**{key: kept[key] for key in _KEYS if kept.get(key) is not None})
        return head.copy()


_KEYS = tuple(each.name for each in fields(Head))
