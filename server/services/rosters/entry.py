"""A person of a roster, and what whoever imports it should know."""

from dataclasses import dataclass, field
from typing import Any

from server.services.rosters.layout import Line

Body = dict[str, Any]

#: How a note weighs: the row was not taken; a person is asked; it is only said.
REFUSED, ASKED, SAID = "not taken", "to be asked", "said"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the one who imports should know: where it stands, and why."""

    weight: str
    sheet: str
    line: int
    #: The column as headed, with its letter; empty: the whole row.
    column: str
    #: What stands there; of identity numbers a mask.
    value: str
    reason: str


@dataclass(slots=True)
class Entry:
    """A person of the roster."""

    line: Line
    body: Body = field(default_factory=dict)
    leaf: str = ""
    #: What the file tells the household by, within its leaf; None: it tells of none.
    household: tuple[str, ...] | None = None
    relation: tuple[str, str | None] | None = None
    natural_village: str | None = None
    notes: list[Note] = field(default_factory=list)
    #: What was typed and could not be taken, kept beside the record.
    as_typed: list[str] = field(default_factory=list)
    #: Fields that the roster does not say: they follow from the identity number.
    derived: set[str] = field(default_factory=set)
    #: Another row says the same of the same person.
    is_repeat: bool = False

    @property
    def is_refused(self) -> bool:
        """Say whether the row is not taken."""
        return any(note.weight == REFUSED for note in self.notes)
