"""The head of a document: what stands of it, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

#: What of a document comes from one phone, as if no other had written in it. Keys:
#: `hands`, {operation, device, actor, at} of who began it and of who moved it here;
#: `came_from`, the document that it was moved from; `moved_to` and `moved_at`, where it has
#: gone, and when that was captured; `alone`, the head of it alone (None: nothing else stands);
#: `conflicts`, those of that head; `others`, operations in it of devices that are none of these
#: hands. Never changed in place.
Entry = Mapping[str, Any]


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
    #: What each phone that began it has made of it (server/sync/entries.py); told to nobody.
    entries: list[Entry] = field(default_factory=list)

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
            list(self.entries),
        )

    def empty(self) -> None:
        """Take everything out, as of a document that is written for the first time.

        What has been moved away stays known.
        """
        self.links, self.body, self.finished, self.by = {}, {}, {}, {}
        self.retired = self.moved_to = None
        self.entries = [entry for entry in self.entries if entry["moved_to"]]

    def to_json(self) -> dict[str, Any]:
        """Return the head as JSON holds it, without its entries."""
        return {key: getattr(self, key) for key in _KEYS}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Head":
        """Build a head from what `to_json` gave; keys that are missing are empty."""
        head = cls(**{key: kept[key] for key in _KEYS if kept.get(key) is not None})
        return head.copy()


_KEYS = tuple(each.name for each in fields(Head) if each.name != "entries")
