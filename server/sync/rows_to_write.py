"""Everything that one batch writes, as rows of tables."""

from dataclasses import dataclass, field
from typing import Any

from server.records import project

Row = dict[str, Any]


@dataclass
class Rows:
    """Everything that one batch writes. Numbers of feeds are put in under the feeds' lock."""

    documents: list[Row] = field(default_factory=list)
    #: Left a feed or a folder: feed, document, subject, rev.
    departures: list[Row] = field(default_factory=list)
    folders: list[Row] = field(default_factory=list)
    subjects: list[Row] = field(default_factory=list)
    #: What was due and what became of it, as far as it is otherwise than it stood.
    planned: list[Row] = field(default_factory=list)
    projected: project.Projected = field(default_factory=project.Projected)
    #: What must still be so when the lock is held: subject -> rev, None: not there.
    expected: dict[str, int | None] = field(default_factory=dict)

    @property
    def feeds(self) -> set[str]:
        """Return every feed that takes a number."""
        rows = [*self.documents, *self.departures, *self.folders]
        return {row["feed_code"] for row in rows}
